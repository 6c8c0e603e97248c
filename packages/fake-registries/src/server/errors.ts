/** The error codes of the distribution spec that the fakes use. */
export type RegistryErrorCode =
  | "DENIED"
  | "MANIFEST_UNKNOWN"
  | "BLOB_UNKNOWN"
  | "NAME_UNKNOWN"
  | "TOOMANYREQUESTS"
  | "TAG_EXPIRED"
  | "UNAUTHORIZED"
  | "UNAVAILABLE"
  | "UNSUPPORTED";

/** `{"errors":[…]}` as the distribution spec has it. */
export function registryError(
  status: number,
  code: RegistryErrorCode,
  message: string,
  options: { detail?: unknown; headers?: Record<string, string> } = {},
): Response {
  const { detail, headers } = options;
  const error = { code, message, ...(detail === undefined ? {} : { detail }) };
  return new Response(`${JSON.stringify({ errors: [error] })}\n`, {
    status,
    headers: { "content-type": "application/json", ...apiVersion, ...headers },
  });
}

/** The header by which registries make themselves known. */
export const apiVersion = { "docker-distribution-api-version": "registry/2.0" };
