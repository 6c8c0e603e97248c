import type { Registry } from "../../store/rows.ts";
import type { Obtained } from "../broker/obtained.ts";
import { AppError } from "../errors.ts";
import { anonymous, refused, unavailable, type Decision } from "./decision.ts";

/**
 * What a worker is answered, from what was obtained for it; null where the stored secret can't be opened.
 * `lacks` is what it gives out none of where it has nothing short-lived. Here the stored secret is kept back unless the registry's setting lets it go.
 */
export function handOut(
  registry: Registry,
  registryHost: string,
  obtained: Obtained | null,
  lacks = "tokens",
): Decision {
  const { name } = registry;
  if (obtained === null) {
    return refused({
      reason: "credential_unreadable",
      message: `The stored secret of '${name}' can't be opened. An admin has to replace it.`,
    });
  }
  if (obtained.kind === "rejected") {
    const message = `'${name}' serves this image, but gave no credential for it: ${obtained.symptom} An admin can check it in Berth, which says what to do.`;
    return refused({ reason: "registry_failing", message });
  }
  if (obtained.kind === "unavailable") {
    const message = `'${name}' serves this image, but can't be asked for a credential now: ${obtained.symptom}`;
    return unavailable(message, obtained.retryAfterMs);
  }
  const { credential } = obtained;
  if (credential.kind === "none") {
    return anonymous(`'${name}' serves this image and asks for no sign-in.`);
  }
  if (credential.kind === "pair" && credential.stored && !registry.handOutStored) {
    return refused({
      reason: "stored_secret_not_handed_out",
      message: `'${name}' gives out no short-lived ${lacks}, and its setting "hand out the stored credential" is off. An admin can switch it on.`,
    });
  }
  const signedIn = {
    outcome: "credential",
    reason: null,
    message: `Signed in with '${name}'.`,
    expiresAt: credential.expiresAt,
  } as const;
  if (credential.kind === "token") {
    return {
      ...signedIn,
      credentialKind: "registry-token",
      scope: credential.scope,
      credential: { registryHost, registryToken: credential.token },
    };
  }
  const { username, secret: password, stored } = credential;
  return {
    ...signedIn,
    credentialKind: stored ? "stored-secret" : "registry-token",
    scope:
      credential.scope ??
      (stored ? "everything this secret allows" : "everything this short-lived login allows"),
    credential: { registryHost, username, password },
  };
}

/** For `catch`: a secret that can't be opened is an answer, everything else is a fault. */
export function toUnreadable(err: unknown): null {
  if (err instanceof AppError && err.code === "credential_unreadable") return null;
  throw err;
}
