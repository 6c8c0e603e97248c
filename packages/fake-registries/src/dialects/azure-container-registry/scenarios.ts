import type { Scenario } from "../../scenarios/scenario.ts";
import { entraError } from "./entra.ts";
import { acrError } from "./errors.ts";
import { invalidClient } from "./index.ts";

const client = "11111111-2222-4333-8444-555555555555";

/** What Azure says in situations that don't follow from an account. */
export const azureContainerRegistryScenarios: Scenario[] = [
  {
    name: "acr-firewall",
    about: "the registry's firewall refuses the caller's address, whatever is asked",
    before: () => firewall(),
    atService: ({ c }) => (c.req.path === "/oauth2/exchange" ? firewall() : null),
  },
  refused("acr-wrong-secret", "the registry and Entra refuse the secret", () =>
    entraError(7000215, { client }),
  ),
  refused(
    "acr-expired-secret",
    "the registry refuses the secret; Entra says that it has expired",
    () => entraError(7000222, { client }),
  ),
  refused(
    "acr-unknown-application",
    "the registry refuses; Entra doesn't know the application",
    () => entraError(700016, { client }),
  ),
  refused("acr-unknown-tenant", "the registry refuses; Entra doesn't know the tenant", () =>
    entraError(90002, { tenant: client }),
  ),
  refused("acr-entra-down", "the registry refuses, and Entra is out of order", () =>
    Response.json({ error: "temporarily_unavailable" }, { status: 503 }),
  ),
  {
    name: "acr-other-tenant",
    about: "Entra takes the secret, the registry doesn't: it trusts another tenant",
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme !== "none" ? invalidClient() : null,
    atService: ({ c }) =>
      c.req.path === "/oauth2/exchange"
        ? acrError(401, "UNAUTHORIZED", "AAD access token is of another tenant")
        : null,
  },
  {
    name: "acr-denied",
    about: "403 DENIED: the role may not pull",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? acrError(403, "DENIED", "requested access to the resource is denied")
        : answer,
  },
  {
    name: "acr-throttled",
    about: "429 with Retry-After once signed in",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? acrError(429, "TOOMANYREQUESTS", "too many requests", { retryAfter: "17" })
        : answer,
  },
];

function refused(name: string, about: string, entra: () => Response): Scenario {
  return {
    name,
    about,
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme !== "none" ? invalidClient() : null,
    atService: ({ c }) => (c.req.path.endsWith("/oauth2/v2.0/token") ? entra() : null),
  };
}

function firewall(): Response {
  return acrError(
    403,
    "DENIED",
    "client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
  );
}
