import { cleanHost } from "../../host/clean-host.ts";
import { recogniseToken } from "../../fields/known-tokens.ts";
import type { Problem } from "../../issue.ts";
import { narrowedNotice } from "../../fields/narrowed.ts";
import { readLoginLine } from "../../pasted/login-line.ts";
import { readPastedImage } from "../../pasted/pasted-image.ts";
import type { Pasted } from "../../registry-type.ts";
import type { Settings } from "../../values.ts";
import { parseGarHost, type GarHost } from "./gar-host.ts";
import { checkKeyFile, readKeyFile } from "./key-file.ts";
import { readGarImage } from "./project.ts";

/** Reads an image, an address, a login line, or a service account's key file. */
export function readGarPaste(text: string): Pasted | null {
  return readKey(text) ?? readLine(text) ?? readImage(text) ?? readAddress(text);
}

function readKey(text: string): Pasted | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") && !/^ey[A-Za-z0-9+/\s]{200,}={0,2}$/.test(trimmed)) return null;
  const checked = checkKeyFile(text);
  if (!checked.ok) return wrongFile(trimmed, checked);
  const key = checked.value === undefined ? null : readKeyFile(checked.value);
  if (key === null) return null;
  const settings = key.project_id === "" ? {} : { projectId: key.project_id };
  return paste("a service account's key file", settings, null, { keyFile: checked.value ?? "" }, [
    ...checked.notices,
    {
      code: "key-kept-in-memory",
      message: `The key of ${key.client_email} was taken over into step 3 and is not kept in the draft. Its project was filled in; correct it if the images are in another one.`,
    },
  ]);
}

/** A file of Google's that can't be used: it is a secret all the same, so it is taken and its mistake told. */
function wrongFile(text: string, { code, message }: Problem): Pasted | null {
  if (recogniseToken(text)?.kind !== "google-key-file") return null;
  return paste("a file of Google's", {}, null, { keyFile: text }, [
    { code, tone: "warning", message },
  ]);
}

function readLine(text: string): Pasted | null {
  const line = readLoginLine(text);
  const gcloud = /^gcloud auth configure-docker\s+(\S+)$/.exec(text.trim())?.[1];
  const server = line?.server ?? gcloud?.split(",")[0];
  if (server === undefined || server === "") return null;
  const host = hostOf(server);
  return host === null
    ? null
    : paste(
        line === null ? "a gcloud command" : `a ${line.tool} login line`,
        settingsOf(host),
        null,
        {},
        [],
      );
}

function readImage(text: string): Pasted | null {
  const image = readPastedImage(text);
  const host = image === null ? null : parseGarHost(image.image.host);
  const parts = image === null ? null : readGarImage(image.image.canonical);
  if (image === null || host === null || parts === null) return null;
  const settings = {
    ...settingsOf(host),
    ...(parts.project === "" ? {} : { projectId: parts.project }),
    ...(parts.repository === "" ? {} : { repositories: [parts.repository] }),
  };
  const { repository } = parts;
  const narrowed = repository === "" ? [] : [narrowedNotice(repository)];
  return paste("an image", settings, image.reference, {}, [...image.notices, ...narrowed]);
}

function readAddress(text: string): Pasted | null {
  const host = hostOf(text);
  return host === null ? null : paste("a registry's address", settingsOf(host), null, {}, []);
}

function hostOf(text: string): GarHost | null {
  const host = cleanHost(text);
  return host.ok ? parseGarHost(host.host) : null;
}

function settingsOf({ service, place }: GarHost): Settings {
  return service === "gcr" ? { service, gcrHosts: [place] } : { service, locations: [place] };
}

function paste(
  readAs: string,
  settings: Settings,
  testImage: string | null,
  secret: Pasted["secret"],
  notices: Pasted["notices"],
): Pasted {
  return { type: "google-artifact-registry", readAs, settings, testImage, secret, notices };
}
