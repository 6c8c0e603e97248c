import type { Scenario } from "../../scenarios/scenario.ts";
import {
  accountMessage,
  googleError,
  permissionDenied,
  quotaExceeded,
  scopeMessage,
  signatureMessage,
  timeMessage,
  unauthenticated,
} from "./errors.ts";

const resource = "projects/acme-prod/locations/europe-west1/repositories/containers";

/** What Google says in situations that don't follow from an account. */
export const googleArtifactRegistryScenarios: Scenario[] = [
  atGoogle("google-deleted-key", "the key was deleted or disabled", () =>
    googleError("invalid_grant", signatureMessage),
  ),
  atGoogle("google-deleted-account", "the service account was deleted", () =>
    googleError("invalid_grant", accountMessage),
  ),
  atGoogle("google-clock-skew", "the client's clock is wrong", () =>
    googleError("invalid_grant", timeMessage),
  ),
  atGoogle("google-invalid-scope", "the scope isn't given to this account", () =>
    googleError("invalid_scope", scopeMessage),
  ),
  atGoogle("google-no-token", "200 without an access token", () =>
    Response.json({ id_token: "x" }),
  ),
  atGoogle(
    "google-redirect",
    "307 from the token endpoint to a host that collects assertions",
    () => Response.redirect("https://europe-west1-docker.pkg.dev/collect", 307),
  ),
  atGoogle("google-outage", "the token endpoint is out of order", () =>
    Response.json({ error: "backend_error" }, { status: 503 }),
  ),
  {
    name: "google-no-role",
    about: "403 from /v2/token: the role is missing",
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme !== "none" ? permissionDenied(resource) : null,
  },
  {
    name: "google-no-role-late",
    about: "the same from the registry itself",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok ? permissionDenied(resource) : answer,
  },
  {
    name: "google-not-applied",
    about: "403 as if nobody had signed in",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok ? unauthenticated(403, resource) : answer,
  },
  {
    name: "google-quota",
    about: "429: the project's quota is used up",
    after: ({ call }, answer) => (call.kind === "manifest" && answer.ok ? quotaExceeded() : answer),
  },
];

function atGoogle(name: string, about: string, answer: () => Response): Scenario {
  return {
    name,
    about,
    atService: ({ c }) => (c.req.method === "POST" && c.req.path === "/token" ? answer() : null),
  };
}
