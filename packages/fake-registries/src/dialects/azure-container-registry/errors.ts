import { registryError } from "../../server/errors.ts";

/** The registry's own errors, all in the shape of the distribution spec. */
export function acrError(
  status: number,
  code: "UNAUTHORIZED" | "DENIED" | "TOOMANYREQUESTS",
  message: string,
  options: { detail?: unknown; challenge?: string; retryAfter?: string } = {},
): Response {
  const { detail, challenge, retryAfter } = options;
  return registryError(status, code, message, {
    detail,
    headers: {
      ...(challenge === undefined ? {} : { "www-authenticate": challenge }),
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    },
  });
}

/** 400 to a token request that makes no sense. */
export function oauthError(message: string): Response {
  return Response.json({ errors: [{ code: "BAD_REQUEST", message }] }, { status: 400 });
}
