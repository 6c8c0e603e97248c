import { registryError } from "../../server/errors.ts";
import { tokenProduct } from "../../tokens/token-product.ts";

/**
 * Quay: its answer holds the token alone, and what doesn't exist is granted no action instead of being
 * left out. A token for pushing to what doesn't exist creates it.
 * @see quay/quay:endpoints/v2/v2auth.py, endpoints/v2/errors.py
 */
export const quay = tokenProduct({
  name: "quay",
  about: "as Quay: a token without a lifetime, and grants without actions",
  names: { registry: ["quay.io"], elsewhere: [] },
  tokenPath: "/v2/auth",
  service: "quay.io",
  lifetimeSeconds: 3600,
  answer: (token) => ({ token }),
  wrong: () => registryError(401, "UNAUTHORIZED", "Specified credentials are invalid"),
  emptyGrant: (name) => ({ type: "repository", name, actions: [] }),
  createsForPush: true,
  denied: (_call, challenge) =>
    registryError(401, "UNAUTHORIZED", "access to the requested resource is not authorized", {
      detail: {},
      headers: { "www-authenticate": challenge.replace(/,error="[^"]*"/, "") },
    }),
});
