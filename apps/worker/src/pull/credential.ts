import type { WorkerPullAnswer } from "@berth/api-contract";
import { canonicalHost } from "@berth/image-pattern/host";
import type { Pair } from "../proxy/answer-challenge.ts";
import type { OwnRole } from "../aws/sign-in-as-itself.ts";
import type { Settings } from "../settings.ts";

/** What signs in to the image's registry. */
export type Credential = { token: string } | Pair | null;

export type CredentialResult =
  /** `expiresAt` as Berth writes it; null where no end is known. */
  { ok: true; credential: Credential; expiresAt: string | null } | { ok: false; message: string };

/**
 * Takes the credential out of an answer, if it is for the registry that is about to be asked. Where Berth
 * hands none out because this machine's own role signs in, that is done here.
 */
export async function credentialFor(
  host: string,
  { credential, expiresAt }: WorkerPullAnswer,
  { settings, signal }: { settings: Settings; signal: AbortSignal },
): Promise<CredentialResult> {
  if (credential === undefined) return { ok: true, credential: null, expiresAt: null };
  const named = canonicalHost(credential.registryHost);
  if (!named.ok || named.host !== host) {
    return {
      ok: false,
      message: `Berth's credential is for ${credential.registryHost}, the image is on ${host}; it isn't used.`,
    };
  }
  if ("registryToken" in credential) {
    return { ok: true, credential: { token: credential.registryToken }, expiresAt };
  }
  if ("ownRole" in credential) {
    // Most workers never need it, and it brings a whole registry client along.
    const { signInAsItself } = await import("../aws/sign-in-as-itself.ts");
    const signedIn = await signInAsItself(host, credential.ownRole, settings, signal);
    if (!signedIn.ok) return signedIn;
    const { username, password } = signedIn;
    const ends = signedIn.expiresAt === null ? null : new Date(signedIn.expiresAt).toISOString();
    return { ok: true, credential: { username, password }, expiresAt: ends };
  }
  const { username, password } = credential;
  if (username.includes(":")) return { ok: false, message: "The user name holds a colon." };
  return { ok: true, credential: { username, password }, expiresAt };
}

/** How this machine signs in by itself, where Berth says so for the host that is about to be asked; else null. */
export function ownRoleFor(host: string, { credential }: WorkerPullAnswer): OwnRole | null {
  if (credential === undefined || !("ownRole" in credential)) return null;
  const named = canonicalHost(credential.registryHost);
  // A type whose roles this worker doesn't know ends where a pull would, with the same sentence.
  const usable = named.ok && named.host === host && credential.ownRole.type === "aws-ecr";
  return usable ? credential.ownRole : null;
}

/** Every text of a credential that must not be shown. */
export function secretsOf(credential: Credential): string[] {
  if (credential === null) return [];
  if ("token" in credential) return [credential.token];
  const { username, password } = credential;
  return [password, Buffer.from(`${username}:${password}`).toString("base64")];
}
