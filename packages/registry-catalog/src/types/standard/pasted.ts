import { recogniseToken } from "../../fields/known-tokens.ts";
import { cleanHost } from "../../host/clean-host.ts";
import { passwordOnLine, readLoginLine } from "../../pasted/login-line.ts";
import { readPastedImage } from "../../pasted/pasted-image.ts";
import type { Pasted } from "../../registry-type.ts";
import type { Settings } from "../../values.ts";
import { presetOfHost, standardPresets } from "./presets.ts";

/** Reads a login line, an image or an address of any registry that is not Docker Hub. */
export function readStandardPaste(text: string): Pasted | null {
  return readToken(text) ?? readLogin(text) ?? readImage(text) ?? readAddress(text);
}

/** A token whose product is known leads to that product. */
function readToken(text: string): Pasted | null {
  const password = text.trim();
  const token = recogniseToken(password);
  const preset =
    token === null
      ? undefined
      : standardPresets.find((known) => known.host !== "" && known.tokens.includes(token.kind));
  if (token === null || preset === undefined) return null;
  return {
    type: "standard",
    readAs: token.what,
    settings: settingsOf(preset.host),
    testImage: null,
    secret: { password },
    notices: [],
  };
}

function readLogin(text: string): Pasted | null {
  const line = readLoginLine(text);
  if (line === null || line.server === "") return null;
  const host = cleanHost(line.server);
  if (!host.ok || host.host === "docker.io") return null;
  const notices = [...host.notices];
  if (line.password !== "") notices.push(passwordOnLine);
  return {
    type: "standard",
    readAs: `a ${line.tool} login line`,
    settings: {
      ...settingsOf(host.host),
      ...(line.userName === "" ? {} : { username: line.userName }),
    },
    testImage: null,
    secret: line.password === "" ? {} : { password: line.password },
    notices,
  };
}

function readImage(text: string): Pasted | null {
  const pasted = readPastedImage(text);
  if (pasted === null || pasted.image.host === "docker.io") return null;
  return {
    type: "standard",
    readAs: "an image",
    settings: settingsOf(pasted.image.host),
    testImage: pasted.reference,
    secret: {},
    notices: [...pasted.notices, ...pasted.image.notes],
  };
}

function readAddress(text: string): Pasted | null {
  const host = cleanHost(text);
  // One bare word is more likely a name on Docker Hub than a host.
  if (!host.ok || host.host === "docker.io" || host.rest !== "") return null;
  if (!/[.:]/.test(text.trim()) && host.host !== "localhost") return null;
  return {
    type: "standard",
    readAs: "a registry's address",
    settings: settingsOf(host.host),
    testImage: null,
    secret: {},
    notices: host.notices,
  };
}

function settingsOf(host: string): Settings {
  const preset = presetOfHost(host);
  const username = preset?.fixedUserName;
  return {
    host,
    ...(preset === null ? {} : { preset: preset.id }),
    ...(username === undefined ? {} : { username }),
  };
}
