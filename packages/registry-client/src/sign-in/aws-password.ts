import { parseEcrHost, type EcrHost } from "@berth/registry-catalog";
import { fromBase64Url } from "../base64.ts";
import { field, parseJson, textField } from "../json.ts";

export type Password =
  | { ok: true; secret: string; expiresAt: number }
  | { ok: false; code: string; message: string };

const lifetimeMsMax = 12 * 3_600_000;

/**
 * Reads the answer of `GetAuthorizationToken`. The endpoint it names must be a registry of the image's
 * own region and of one of these accounts: whose identity signs in from another account has said so.
 */
export function readPassword(
  body: Uint8Array,
  place: EcrHost,
  accounts: readonly string[],
  nowMs: number,
): Password {
  const json = parseJson(new TextDecoder().decode(body));
  const list = json.ok ? field(json.value, "authorizationData") : undefined;
  const data: unknown = Array.isArray(list) ? list[0] : undefined;
  const pair = fromBase64Url(textField(data, "authorizationToken") ?? "") ?? "";
  const seconds = field(data, "expiresAt");
  const secret = pair.startsWith("AWS:") ? pair.slice("AWS:".length) : "";
  // Anything else could split the header it is about to be put into.
  if (!/^[\x21-\x7e]{1,16384}$/.test(secret) || typeof seconds !== "number") {
    return refuse("TOKEN-UNUSABLE", "The ECR API answered without a usable password.");
  }
  const endpoint = textField(data, "proxyEndpoint") ?? "";
  const host = /^https:\/\/([a-z0-9.-]+)\/?$/.exec(endpoint)?.[1];
  const named = host === undefined ? null : parseEcrHost(host);
  if (named === null || named.region !== place.region || named.partition !== place.partition) {
    return refuse(
      "AWS-ENDPOINT",
      `The ECR API says that the password is for ${host === undefined ? "no host" : `\`${host}\``}.`,
    );
  }
  if (!accounts.includes(named.accountId)) {
    return refuse(
      "AWS-ACCOUNT",
      `The identity belongs to the account ${named.accountId}, the image is in ${place.accountId}.`,
    );
  }
  const expiresAt = Math.min(seconds * 1000, nowMs + lifetimeMsMax);
  return { ok: true, secret, expiresAt };
}

function refuse(code: string, message: string): Password {
  return { ok: false, code, message };
}
