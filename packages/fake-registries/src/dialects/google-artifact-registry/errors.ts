import { registryError } from "../../server/errors.ts";

/** An error of Google's token endpoint. */
export function googleError(error: string, error_description: string): Response {
  return Response.json({ error, error_description }, { status: 400 });
}

export const signatureMessage = "Invalid JWT Signature.";
export const timeMessage =
  "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.";
export const accountMessage = "Invalid grant: account not found";
export const scopeMessage = "Invalid OAuth scope or ID token audience provided.";

const permission = "artifactregistry.repositories.downloadArtifacts";

/** The same whether the right is missing or the repository. */
export function permissionDenied(resource: string): Response {
  return registryError(
    403,
    "DENIED",
    `Permission "${permission}" denied on resource "${resource}" (or it may not exist)`,
  );
}

export function unauthenticated(status: 401 | 403, resource: string, challenge?: string): Response {
  return registryError(
    status,
    status === 401 ? "UNAUTHORIZED" : "DENIED",
    `Unauthenticated request. Unauthenticated requests do not have permission "${permission}" on resource "${resource}" (or it may not exist)`,
    challenge === undefined ? {} : { headers: { "www-authenticate": challenge } },
  );
}

export function quotaExceeded(): Response {
  return registryError(
    429,
    "TOOMANYREQUESTS",
    "Quota exceeded for quota metric 'Requests per project per region' and limit 'Requests per project per region per minute per region' of service 'artifactregistry.googleapis.com'",
  );
}
