import type { Context } from "hono";
import { findAccount } from "../accounts.ts";
import { answerCall } from "../server/distribution-api.ts";
import type { Presented } from "../server/authorization.ts";
import type { FakeEnv } from "../server/fake-env.ts";
import { registryError, type RegistryErrorCode } from "../server/errors.ts";
import type { Scenario } from "./scenario.ts";

/** Ways to say no, as registries say it. Those that answer only after sign-in need a right secret first. */
export const refusals: Scenario[] = [
  {
    name: "denied",
    about: "the secret is right, but nobody may pull this repository",
    deniesPull: true,
  },
  insteadOfContent("forbidden", "403 DENIED after sign-in", () =>
    registryError(403, "DENIED", "requested access to the resource is denied"),
  ),
  insteadOfContent("ip-blocked", "the registry's firewall refuses the caller's address", () =>
    registryError(
      403,
      "DENIED",
      "client with IP '203.0.113.7' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
    ),
  ),
  insteadOfContent("name-missing", "404 NAME_UNKNOWN after sign-in", () =>
    registryError(404, "NAME_UNKNOWN", "repository name not known to registry"),
  ),
  insteadOfContent("tag-missing", "404 MANIFEST_UNKNOWN after sign-in", () =>
    registryError(404, "MANIFEST_UNKNOWN", "manifest unknown"),
  ),
  {
    name: "not-found-plain",
    about: "404 in plain text after sign-in, as a web server",
    after: ({ call }, answer) =>
      call.kind !== "token" && answer.ok ? text(404, "404 page not found\n", "text/plain") : answer,
  },
  insteadOfContent("rate-limited", "429 with Docker Hub's body and headers after sign-in", () =>
    registryError(429, "TOOMANYREQUESTS", "You have reached your pull rate limit.", {
      headers: {
        "retry-after": "11520",
        "ratelimit-limit": "100;w=21600",
        "ratelimit-remaining": "0;w=21600",
        "docker-ratelimit-source": "203.0.113.7",
      },
    }),
  ),
  atOnce("rate-limited-plain", "429 in plain text to anyone", () =>
    text(429, "Too Many Requests", "text/plain"),
  ),
  atOnce("outage", "503 UNAVAILABLE to anyone", () =>
    registryError(503, "UNAVAILABLE", "service unavailable"),
  ),
  atOnce("bad-gateway", "502 with a web page to anyone", () =>
    text(502, "<html><title>502 Bad Gateway</title></html>", "text/html"),
  ),
  atOnce("forbidden-at-once", "403 to anyone, without asking to sign in", () =>
    registryError(403, "DENIED", "access from this network is not allowed"),
  ),
  atOnce("missing-at-once", "404 to anyone, without asking to sign in", () =>
    registryError(404, "NAME_UNKNOWN", "repository name not known to registry"),
  ),
  {
    name: "hidden-basic",
    about: "404 instead of a challenge, but a pair sent unasked is accepted",
    before: ({ c, call, presented, world }) => {
      if (call.kind === "token") return null;
      const known =
        presented.scheme === "basic" &&
        findAccount(world.access, presented.username, presented.secret);
      if (known) return answerCall(c, call, world);
      return registryError(404, "NAME_UNKNOWN", "repository name not known to registry");
    },
  },
  {
    name: "method-refused",
    about: "405 to every way of asking for the manifest after sign-in",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? registryError(405, "UNSUPPORTED", "The operation is unsupported.")
        : answer,
  },
  {
    name: "public-broken",
    about: "anyone may pull, but a client that signs in is refused",
    before: ({ call, presented }) => {
      if (call.kind === "token") {
        return presented.scheme === "basic" ? refusal(403, "DENIED", "denied") : null;
      }
      return presented.scheme === "basic" ? refusal(401, "UNAUTHORIZED", "bad token") : null;
    },
  },
  {
    name: "harbor-basic-after-auth",
    about: "as Harbor: the second challenge says Basic, only the first one counts",
    after: ({ call, presented }, answer) => {
      if (call.kind === "token" || answer.status !== 401 || presented.scheme === "none")
        return answer;
      return registryError(
        401,
        "UNAUTHORIZED",
        "unauthorized to access repository: scenario/harbor, action: pull",
        { headers: { "www-authenticate": 'Basic realm="harbor"' } },
      );
    },
  },
  {
    name: "harbor-denied",
    about: "as Harbor: no right to pull, and the second challenge says Basic",
    deniesPull: true,
    after: ({ call, presented }, answer) => {
      const refused = answer.status === 401 || answer.status === 403;
      if (call.kind !== "manifest" || presented.scheme === "none" || !refused) return answer;
      return registryError(
        401,
        "UNAUTHORIZED",
        "unauthorized to access repository: scenario/harbor-denied, action: pull",
        { headers: { "www-authenticate": 'Basic realm="harbor"' } },
      );
    },
  },
  {
    name: "markup",
    about: "a refusal whose every text is markup",
    after: ({ call, presented }, answer) =>
      call.kind === "token" || presented.scheme === "none"
        ? answer
        : registryError(403, "DENIED", markup, {
            headers: { warning: `299 - "${markup.replaceAll('"', "'")}"`, server: markup },
          }),
  },
  {
    name: "echo-secret",
    about: "an error that repeats what was sent to sign in, in several encodings",
    after: ({ c, presented }, answer) =>
      presented.scheme === "none" ? answer : echo(c, presented),
  },
  {
    name: "echo-token",
    about: "an error that repeats the token it was sent",
    after: ({ c, call, presented }, answer) =>
      call.kind === "token" || presented.scheme === "none" ? answer : echo(c, presented),
  },
];

/** Sets `marked` on the page that takes it for more than text. */
const markup = `<img src=x onerror="window.marked=1"><script>window.marked=2</script><a href="javascript:window.marked=3">x</a>{{marked}}`;

function echo(c: Context<FakeEnv>, presented: Presented): Response {
  const sent = JSON.stringify(presented);
  const message = `${c.req.header("authorization")} ${sent} ${encodeURIComponent(sent)}`;
  return registryError(403, "DENIED", message, { headers: { warning: `299 - "${message}"` } });
}

function insteadOfContent(name: string, about: string, answer: () => Response): Scenario {
  return {
    name,
    about,
    after: ({ call }, given) => (call.kind === "manifest" && given.ok ? answer() : given),
  };
}

function atOnce(name: string, about: string, answer: () => Response): Scenario {
  return { name, about, before: ({ call }) => (call.kind === "token" ? null : answer()) };
}

function refusal(status: number, code: RegistryErrorCode, message: string): Response {
  return registryError(status, code, message);
}

function text(status: number, body: string, contentType: string): Response {
  return new Response(body, { status, headers: { "content-type": contentType } });
}
