import { apiVersion } from "../../server/errors.ts";

/** Artifactory's errors carry the status where the distribution spec has a code. */
export function jfrogError(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { errors: [{ status, message }] },
    { status, headers: { ...apiVersion, ...headers } },
  );
}

export const messages = {
  unknown: "Props Authentication Token not found",
  wrong: "Bad props auth token: user=alice:token=",
  expired: "Token failed verification: expired",
  anonymous: "Authentication is required",
  denied: "The client does not have permission for manifest",
  missing: "The named manifest is not known to the registry.",
} as const;
