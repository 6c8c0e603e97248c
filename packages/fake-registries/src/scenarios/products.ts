import { scopeRefused } from "../dialects/ghcr/index.ts";
import { forbidden } from "../dialects/gitlab/index.ts";
import { registryError } from "../server/errors.ts";
import { withHeaders, type Scenario } from "./scenario.ts";

/** What products with standard sign-in answer in situations that an account alone doesn't bring about. */
export const products: Scenario[] = [
  {
    name: "ghcr-scope",
    about: "403 from the registry: the personal access token lacks read:packages",
    after: ({ call }, answer) => (call.kind === "manifest" && answer.ok ? scopeRefused() : answer),
  },
  {
    name: "gitlab-scope",
    about: "403 access forbidden from /jwt/auth: the token lacks read_registry",
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme === "basic" ? forbidden() : null,
  },
  {
    name: "quay-disabled",
    about: "405 from /v2/auth: the namespace is disabled",
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme === "basic"
        ? registryError(
            405,
            "DENIED",
            "This namespace is disabled. Please contact your administrator.",
          )
        : null,
  },
  {
    name: "quay-tag-expired",
    about: "404 TAG_EXPIRED: the tag has run out",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? registryError(404, "TAG_EXPIRED", "Tag 1 was deleted or has expired")
        : answer,
  },
  {
    name: "harbor-http-realm",
    about: "the external address is set to http, so the token address is not encrypted",
    after: ({ call }, answer) => {
      const challenge = answer.headers.get("www-authenticate");
      return call.kind === "token" || challenge === null
        ? answer
        : withHeaders(answer, { "www-authenticate": challenge.replace("https://", "http://") });
    },
  },
  {
    name: "ngc-realm-moves",
    about: "every token is refused with a challenge that leads to another host",
    before: ({ call, presented }) =>
      call.kind !== "token" && presented.scheme === "bearer"
        ? registryError(401, "UNAUTHORIZED", "authentication required", {
            headers: { "www-authenticate": 'Bearer realm="https://authn.nvidia.com/token"' },
          })
        : null,
  },
];
