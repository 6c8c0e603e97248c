import { registryError } from "../../server/errors.ts";
import { tokenProduct } from "../../tokens/token-product.ts";

/**
 * Harbor: a missing project and a missing right are refused in the same words, and once anything was
 * sent to sign in, its challenge says Basic.
 * @see goharbor/harbor:src/server/middleware/v2auth/auth.go
 */
export const harbor = tokenProduct({
  name: "harbor",
  about: "as Harbor: one refusal for everything, and a second challenge that says Basic",
  names: { registry: ["harbor.acme.example"], elsewhere: [] },
  tokenPath: "/service/token",
  service: "harbor-registry",
  lifetimeSeconds: 1800,
  wrong: () => registryError(401, "UNAUTHORIZED", "unauthorized: unauthorized"),
  denied: (call) =>
    registryError(
      401,
      "UNAUTHORIZED",
      `unauthorized to access repository: ${"repository" in call ? call.repository : ""}, action: pull`,
      { headers: { "www-authenticate": 'Basic realm="harbor"' } },
    ),
});
