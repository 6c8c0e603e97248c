import type { WorkerPullAnswer } from "@berth/api-contract";
import { canonicalHost } from "@berth/image-pattern";
import type { Pair } from "../proxy/answer-challenge.ts";

/** What Berth handed out for the image's registry. */
export type Credential = { token: string } | Pair | null;

export type CredentialResult =
  | { ok: true; credential: Credential }
  | { ok: false; message: string };

/** Takes the credential out of an answer, if it is for the registry that is about to be asked. */
export function credentialFor(host: string, answer: WorkerPullAnswer): CredentialResult {
  const { credential } = answer;
  if (credential === undefined) return { ok: true, credential: null };
  const named = canonicalHost(credential.registryHost);
  if (!named.ok || named.host !== host) {
    return {
      ok: false,
      message: `Berth's credential is for ${credential.registryHost}, the image is on ${host}; it isn't used.`,
    };
  }
  if ("registryToken" in credential)
    return { ok: true, credential: { token: credential.registryToken } };
  const { username, password } = credential;
  if (username.includes(":")) return { ok: false, message: "The user name holds a colon." };
  return { ok: true, credential: { username, password } };
}

/** Every text of a credential that must not be shown. */
export function secretsOf(credential: Credential): string[] {
  if (credential === null) return [];
  if ("token" in credential) return [credential.token];
  const { username, password } = credential;
  return [password, Buffer.from(`${username}:${password}`).toString("base64")];
}
