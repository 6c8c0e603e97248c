import { Buffer } from "node:buffer";
import { registryError } from "../../server/errors.ts";
import { tokenProduct } from "../../tokens/token-product.ts";

/**
 * GitHub's container registry. Its bearer tokens are the personal access token in base64; a token that is
 * wrong or has ended is "denied" even what is public; what a token may not read looks like what is missing.
 * An account that lacks `read:packages` is told so.
 * @see https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry
 */
export const ghcr = tokenProduct({
  name: "ghcr",
  about: "as GitHub's container registry: opaque tokens, and 404 for what may not be read",
  names: { registry: ["ghcr.io"], elsewhere: [] },
  tokenPath: "/token",
  service: "ghcr.io",
  lifetimeSeconds: 300,
  answer: (token) => ({ token }),
  opaqueToken: (account) => Buffer.from(account?.secret ?? "anonymous").toString("base64"),
  wrong: () => registryError(403, "DENIED", "denied"),
  anonymous: () => registryError(401, "UNAUTHORIZED", "authentication required"),
  refuses: (account) => (account.lacks?.includes("read:packages") === true ? scopeRefused() : null),
  denied: () => registryError(404, "MANIFEST_UNKNOWN", "manifest unknown"),
});

export function scopeRefused(): Response {
  return registryError(
    403,
    "DENIED",
    "permission_denied: The token provided does not match expected scopes.",
  );
}
