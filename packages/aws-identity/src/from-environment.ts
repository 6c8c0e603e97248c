import { variable, type Environment } from "./environment.ts";
import type { Identity } from "./identity.ts";

/** Keys in the environment itself; null where they aren't both there, or where a profile was chosen instead. */
export function fromEnvironment(environment: Environment): Identity | null {
  if (variable(environment, "AWS_PROFILE") !== "") return null;
  const accessKeyId = variable(environment, "AWS_ACCESS_KEY_ID");
  const secretAccessKey = variable(environment, "AWS_SECRET_ACCESS_KEY");
  if (accessKeyId === "" || secretAccessKey === "") return null;
  const sessionToken = variable(environment, "AWS_SESSION_TOKEN") || undefined;
  const ends = Date.parse(variable(environment, "AWS_CREDENTIAL_EXPIRATION"));
  return {
    ok: true,
    source: "environment",
    keys: { accessKeyId, secretAccessKey, sessionToken },
    expiresAt: Number.isNaN(ends) ? null : ends,
  };
}
