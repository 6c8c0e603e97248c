import { recogniseToken } from "../../fields/known-tokens.ts";
import { narrowedNotice } from "../../fields/narrowed.ts";
import { passwordOnLine, readLoginLine } from "../../pasted/login-line.ts";
import { readPastedImage } from "../../pasted/pasted-image.ts";
import { cleanHost } from "../../host/clean-host.ts";
import type { Pasted } from "../../registry-type.ts";
import type { Settings } from "../../values.ts";
import { imageOfHubPage } from "./hub-page.ts";

/** Reads an image on Docker Hub, a login line for it, or one of its tokens. */
export function readHubPaste(text: string): Pasted | null {
  return readToken(text) ?? readLogin(text) ?? readAddress(text) ?? readImage(text);
}

function readToken(text: string): Pasted | null {
  const token = text.trim();
  const kind = recogniseToken(token)?.kind;
  if (kind !== "docker-hub-personal" && kind !== "docker-hub-organization") return null;
  return paste(
    "a Docker Hub access token",
    { tokenKind: kind.slice("docker-hub-".length) },
    null,
    token,
  );
}

function readLogin(text: string): Pasted | null {
  const line = readLoginLine(text);
  if (line === null) return null;
  const host = line.server === "" ? null : cleanHost(line.server);
  if (host !== null && !(host.ok && host.host === "docker.io")) return null;
  if (line.server === "" && line.userName === "") return null;
  const kind = line.password.startsWith("dckr_pat_") ? "personal" : "organization";
  // An organization's token signs in under the organization's name, which is the namespace as well.
  const organization = line.password.startsWith("dckr_oat_") && hubWord.test(line.userName);
  const settings: Settings = {
    ...(line.password === "" ? {} : { tokenKind: kind }),
    ...(organization ? { namespace: line.userName } : {}),
    ...(line.userName === "" ? {} : { username: line.userName }),
  };
  const pasted = paste(`a ${line.tool} login line`, settings, null, line.password);
  return line.password === "" ? pasted : { ...pasted, notices: [passwordOnLine] };
}

const hubWord = /^[a-z0-9]+(?:[_-]+[a-z0-9]+)*$/;

function readAddress(text: string): Pasted | null {
  const host = cleanHost(text);
  const whole = host.ok && host.host === "docker.io" && /^(?:\/v[12]\/?)?$/.test(host.rest);
  return whole ? paste("Docker Hub's address", {}, null, "") : null;
}

function readImage(text: string): Pasted | null {
  const image = readPastedImage(imageOfHubPage(text));
  if (image === null || image.image.host !== "docker.io") return null;
  // `reg.example.com` and `reg:5000` are names on Docker Hub by the letter, and hosts by intention.
  if (image.image.notes.some((note) => note.code === "looks-like-host")) return null;
  const [namespace = "", ...name] = image.image.path.split("/");
  const official = namespace === "library";
  const repository = name.join("/");
  const pasted = paste(
    "an image on Docker Hub",
    official ? { signInPublic: true } : { namespace, repositories: [repository] },
    image.reference,
    "",
  );
  const own = official ? officialImage : narrowedNotice(`${namespace}/${repository}`);
  return { ...pasted, notices: [...image.notices, own] };
}

const officialImage = {
  code: "official-image",
  message:
    "That is one of Docker's official images, which everybody can pull. Signing in for public images only raises the pull limit.",
};

function paste(
  readAs: string,
  settings: Settings,
  testImage: string | null,
  token: string,
): Pasted {
  return {
    type: "docker-hub",
    readAs,
    settings,
    testImage,
    secret: token === "" ? {} : { token },
    notices: [],
  };
}
