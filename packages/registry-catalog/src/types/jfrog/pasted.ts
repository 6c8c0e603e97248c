import { cleanHost } from "../../host/clean-host.ts";
import type { Notice } from "../../issue.ts";
import { passwordOnLine, readLoginLine } from "../../pasted/login-line.ts";
import { readPastedImage } from "../../pasted/pasted-image.ts";
import type { Pasted } from "../../registry-type.ts";
import type { Settings } from "../../values.ts";
import { cloudInstance } from "./docker-hosts.ts";
import { readJfrogToken } from "./token.ts";

/** Reads an image or address of JFrog Cloud, a self-managed address with `/artifactory`, a login line, a token. */
export function readJfrogPaste(text: string): Pasted | null {
  return readToken(text) ?? readLine(text) ?? readImage(text) ?? readAddress(text);
}

function readToken(text: string): Pasted | null {
  const token = text.trim();
  const claims = readJfrogToken(token);
  if (claims === null || !claims.scope.includes("applied-permissions/")) return null;
  const settings = claims.userName === "" ? {} : { username: claims.userName };
  return paste("a JFrog access token", settings, null, { token });
}

function readLine(text: string): Pasted | null {
  const line = readLoginLine(text);
  const host = line === null ? null : cleanHost(line.server);
  if (line === null || host?.ok !== true || cloudInstance(host.host) === null) return null;
  const guess = guessOf(host.host, "");
  const settings = {
    ...guess.settings,
    ...(line.userName === "" ? {} : { username: line.userName }),
  };
  if (line.password === "")
    return paste(`a ${line.tool} login line`, settings, null, {}, guess.notices);
  return paste(`a ${line.tool} login line`, settings, null, { token: line.password }, [
    ...guess.notices,
    passwordOnLine,
  ]);
}

function readImage(text: string): Pasted | null {
  const image = readPastedImage(text);
  if (image === null || cloudInstance(image.image.host) === null) return null;
  const first = image.image.path.split("/")[0] ?? "";
  // An address of the web interface has the form of an image's name.
  if (/^(?:ui|artifactory|access)$/.test(first)) return null;
  const guess = guessOf(image.image.host, image.image.path);
  return paste("an image", guess.settings, image.reference, {}, [
    ...image.notices,
    ...guess.notices,
  ]);
}

function readAddress(text: string): Pasted | null {
  const host = cleanHost(text);
  if (!host.ok) return null;
  const repository = /^\/artifactory\/(?:api\/docker\/)?([a-z0-9][a-z0-9._-]*)/.exec(
    host.rest,
  )?.[1];
  const named =
    repository === undefined || repository === "api" ? {} : { repositories: [repository] };
  if (cloudInstance(host.host) !== null) {
    return paste(
      "an Artifactory address",
      { hosting: "cloud", host: host.host, ...named },
      null,
      {},
    );
  }
  if (!/^\/artifactory(?:\/|$)/.test(host.rest)) return null;
  return paste(
    "an Artifactory address",
    { hosting: "self-managed", host: host.host, ...named },
    null,
    {},
  );
}

/** `acme-docker-local.jfrog.io/app` can be a subdomain, or an instance whose name has hyphens. */
function guessOf(host: string, path: string): { settings: Settings; notices: Notice[] } {
  const label = cloudInstance(host) ?? "";
  const dash = label.indexOf("-");
  const rest = dash === -1 ? "" : label.slice(dash + 1);
  const likelySubdomain =
    /(?:^|-)(?:docker|oci|local|remote|virtual|dev|prod|images)(?:-|$)/.test(rest) ||
    (rest !== "" && path !== "" && !path.includes("/"));
  if (likelySubdomain) {
    const instance = label.slice(0, dash);
    return {
      settings: {
        hosting: "cloud",
        method: "subdomain",
        host: `${instance}.jfrog.io`,
        repositories: [rest],
      },
      notices: [
        {
          code: "guessed",
          message: `Read as the repository \`${rest}\` of \`${instance}.jfrog.io\`. If your instance has a hyphen in its name, correct it.`,
        },
      ],
    };
  }
  const key = path.includes("/") ? path.split("/")[0] : undefined;
  return {
    settings: {
      hosting: "cloud",
      method: "path",
      host,
      ...(key === undefined ? {} : { repositories: [key] }),
    },
    notices: [],
  };
}

function paste(
  readAs: string,
  settings: Settings,
  testImage: string | null,
  secret: Pasted["secret"],
  notices: Pasted["notices"] = [],
): Pasted {
  return { type: "jfrog", readAs, settings, testImage, secret, notices };
}
