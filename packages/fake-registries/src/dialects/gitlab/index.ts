import { registryError } from "../../server/errors.ts";
import { tokenProduct } from "../../tokens/token-product.ts";

/**
 * GitLab: tokens come from the web host. A token without a registry scope is answered "access forbidden"
 * (an account that lacks `read_registry`), and the words for a wrong one name three causes at once.
 * Rights are those of the project, and a token for pushing to what doesn't exist in it creates it.
 * @see gitlabhq/gitlabhq:app/services/auth/container_registry_authentication_service.rb
 */
export const gitlab = tokenProduct({
  name: "gitlab",
  about: "as GitLab: tokens from the web host, a sibling of the registry's",
  names: { registry: ["registry.gitlab.com"], elsewhere: ["gitlab.com"] },
  tokenPath: "/jwt/auth",
  elsewhere: true,
  service: "container_registry",
  lifetimeSeconds: 900,
  answer: (token) => ({ token }),
  wrong: () =>
    registryError(
      401,
      "UNAUTHORIZED",
      "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password. If a token was provided, it was either incorrect, expired, or improperly scoped.",
    ),
  anonymous: forbidden,
  refuses: (account) => (account.lacks?.includes("read_registry") === true ? forbidden() : null),
  createsForPush: true,
  projectOf: (repository) => repository.split("/").slice(0, 2).join("/"),
  denied: (_call, challenge) =>
    registryError(401, "UNAUTHORIZED", "authentication required", {
      headers: { "www-authenticate": challenge },
    }),
});

export function forbidden(): Response {
  return registryError(403, "DENIED", "access forbidden");
}
