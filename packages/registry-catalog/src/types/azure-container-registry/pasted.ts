import { cleanHost } from "../../host/clean-host.ts";
import { narrowedNotice } from "../../fields/narrowed.ts";
import { passwordOnLine, readLoginLine } from "../../pasted/login-line.ts";
import { readPastedImage } from "../../pasted/pasted-image.ts";
import type { Pasted } from "../../registry-type.ts";
import type { Settings } from "../../values.ts";
import { isGuid } from "./identifiers.ts";
import { parseLoginServer } from "./login-server.ts";

/** Reads an image, a login line, an address, or the answer of `az ad sp create-for-rbac`. */
export function readAcrPaste(text: string): Pasted | null {
  return readPrincipal(text) ?? readLine(text) ?? readImage(text) ?? readAddress(text);
}

/** The answer holds the secret, so it must not be read as anything else. */
function readPrincipal(text: string): Pasted | null {
  const field = (name: string) =>
    new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,200})"`).exec(text)?.[1] ?? "";
  const clientId = field("appId") || field("clientId");
  const clientSecret = field("password") || field("clientSecret");
  const tenantId = field("tenant") || field("tenantId");
  if (
    !text.trim().startsWith("{") ||
    text.length > 8192 ||
    !isGuid(clientId) ||
    clientSecret === ""
  )
    return null;
  const settings: Settings = {
    credential: "service-principal",
    clientId: clientId.toLowerCase(),
    ...(isGuid(tenantId) ? { tenantId: tenantId.toLowerCase() } : {}),
  };
  return paste("a new service principal", settings, null, { clientSecret }, [
    {
      code: "secret-kept-in-memory",
      message: "The secret was taken over into step 3 and is not kept in the draft.",
    },
  ]);
}

function readLine(text: string): Pasted | null {
  const acr = /^az acr login\s+(?:.*\s)?(?:-n|--name)[ =](\S+)/.exec(text.trim())?.[1];
  if (acr !== undefined)
    return fromHost(
      `${acr.toLowerCase().replace(/\.azurecr\.io$/, "")}.azurecr.io`,
      "an az acr login line",
    );
  const line = readLoginLine(text);
  if (line === null) return null;
  const host = cleanHost(line.server);
  if (!host.ok || parseLoginServer(host.host) === null) return null;
  const principal = isGuid(line.userName);
  const noUser = line.userName === "" || /^0{8}-/.test(line.userName);
  const who: Settings = noUser
    ? {}
    : principal
      ? { credential: "service-principal", clientId: line.userName.toLowerCase() }
      : { credential: "repository-token", tokenName: line.userName };
  const secret =
    noUser || line.password === ""
      ? {}
      : principal
        ? { clientSecret: line.password }
        : { tokenPassword: line.password };
  const notices = Object.keys(secret).length === 0 ? [] : [passwordOnLine];
  return paste(
    `a ${line.tool} login line`,
    { loginServer: host.host, ...who },
    null,
    secret,
    notices,
  );
}

function readImage(text: string): Pasted | null {
  const image = readPastedImage(text);
  if (image === null || parseLoginServer(image.image.host) === null) return null;
  const { host, path } = image.image;
  return paste("an image", { loginServer: host, repositories: [path] }, image.reference, {}, [
    ...image.notices,
    narrowedNotice(path),
  ]);
}

function readAddress(text: string): Pasted | null {
  const host = cleanHost(text);
  return host.ok ? fromHost(host.host, "a login server") : null;
}

function fromHost(host: string, readAs: string): Pasted | null {
  return parseLoginServer(host) === null
    ? null
    : paste(readAs, { loginServer: host }, null, {}, []);
}

function paste(
  readAs: string,
  settings: Settings,
  testImage: string | null,
  secret: Pasted["secret"],
  notices: Pasted["notices"],
): Pasted {
  return { type: "azure-container-registry", readAs, settings, testImage, secret, notices };
}
