import { TLSSocket } from "node:tls";
import { alreadySent } from "../server/already-sent.ts";
import { registryError } from "../server/errors.ts";
import type { World } from "../world.ts";
import type { Scenario } from "./scenario.ts";

/** Token services that fail, lie or attack; they need a dialect with tokens. */
export const tokens: Scenario[] = [
  atToken("token-huge", "a token answer of 10 MiB", () =>
    json(`{"token":"${"a".repeat(10 * 1024 * 1024)}"}`),
  ),
  atToken("token-deep", "a token answer nested 10,000 deep", () =>
    json("[".repeat(10_000) + "]".repeat(10_000)),
  ),
  atToken("token-proto", "a token in the answer's __proto__", () =>
    json('{"__proto__":{"token":"x"}}'),
  ),
  atToken("token-html", "200 with a web page instead of a token", () =>
    html("<html>Sign in</html>"),
  ),
  atToken("token-empty", "200 without a token", () => json('{"expires_in":300}')),
  atToken("token-line-break", "a token that would split a header", () =>
    json('{"token":"a\\r\\nHost: evil"}'),
  ),
  atToken("token-long", "a token of 32 KiB", () => json(`{"token":"${"a".repeat(32 * 1024)}"}`)),
  atToken("token-rejected", "401 whatever the secret", () =>
    json('{"details":"incorrect username or password"}', 401),
  ),
  atToken("token-expired-secret", "401 because the secret has run out", () =>
    json('{"details":"personal access token is expired"}', 401),
  ),
  atToken("token-forbidden", "403 DENIED, as GHCR for a bad secret", () =>
    registryError(403, "DENIED", "denied"),
  ),
  atToken("token-no-permission", "403 that names the permission, as Google", () =>
    registryError(
      403,
      "DENIED",
      'Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/l/repositories/r" (or it may not exist)',
    ),
  ),
  atToken("token-outage", "503 from the token service", () => json('{"details":"try later"}', 503)),
  atToken("token-rate-limited", "429 from the token service", () =>
    json('{"details":"slow down"}', 429),
  ),
  atToken("token-rate-limited-a-minute", "429 with Retry-After from the token service", () =>
    Response.json({ details: "slow down" }, { status: 429, headers: { "retry-after": "60" } }),
  ),
  {
    name: "token-slow",
    about: "a token service that never answers",
    before: ({ call }) => (call.kind === "token" ? alreadySent : null),
  },
  {
    name: "token-reset",
    about: "the token service resets the connection instead of an answer",
    before: ({ call, socket }) => {
      if (call.kind !== "token") return null;
      // Below TLS there is no way to the TCP socket; ending it without a goodbye looks the same.
      if (socket instanceof TLSSocket) socket.destroy();
      else socket.resetAndDestroy();
      return alreadySent;
    },
  },
  atToken("token-missing", "404 from the token address", () => html("not here", 404)),
  {
    name: "token-redirect",
    about: "307 from the token address to another origin",
    before: ({ c, call, world }) =>
      call.kind === "token" ? c.redirect(`${world.elsewhere()}/token`, 307) : null,
  },
  lifetime("token-negative-life", -1),
  lifetime("token-no-life", 0),
  lifetime("token-endless-life", 1e12),
  lifetime("token-text-life", "300"),
  lifetime("token-null-life", null),
  {
    name: "token-is-secret",
    about: "a token that is the secret itself in base64, as GHCR",
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme === "basic"
        ? json(JSON.stringify({ token: Buffer.from(presented.secret).toString("base64") }))
        : null,
  },
  {
    name: "token-opaque",
    about: "a token that says nothing about itself, good for anything",
    before: ({ call, presented }) => {
      if (call.kind === "token")
        return presented.scheme === "basic" ? json('{"token":"opaque"}') : null;
      return null;
    },
    after: ({ call, presented, world }, answer) => {
      const known = presented.scheme === "bearer" && presented.token === "opaque";
      if (call.kind !== "manifest" || !known) return answer;
      const manifest = world.store.manifest(call.repository, call.reference);
      if (manifest === null) return registryError(404, "MANIFEST_UNKNOWN", "manifest unknown");
      return new Response(new Uint8Array(manifest.bytes), {
        headers: { "content-type": manifest.mediaType },
      });
    },
  },
  {
    name: "token-never-accepted",
    about: "every token is answered with invalid_token",
    after: ({ call, presented, world }, answer) =>
      call.kind !== "token" && presented.scheme === "bearer" ? invalidToken(world) : answer,
  },
  {
    name: "token-refused-once",
    about: "the first token is answered with invalid_token, any other is taken",
    after: ({ call, presented, world }, answer) => {
      if (call.kind === "token" || presented.scheme !== "bearer" || !answer.ok) return answer;
      const refused = firstTokens.get(world) ?? presented.token;
      firstTokens.set(world, refused);
      return presented.token === refused ? invalidToken(world) : answer;
    },
  },
];

const firstTokens = new WeakMap<World, string>();

function invalidToken(world: World): Response {
  const challenge = `Bearer realm="${world.origin()}/token",service="fake-registry",error="invalid_token"`;
  return registryError(401, "UNAUTHORIZED", "authentication required", {
    headers: { "www-authenticate": challenge },
  });
}

/** Answers signed-in token requests; anonymous ones are left to the dialect. */
function atToken(name: string, about: string, answer: () => Response): Scenario {
  return {
    name,
    about,
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme !== "none" ? answer() : null,
  };
}

function lifetime(name: string, expires_in: unknown): Scenario {
  return {
    name,
    about: `a token with expires_in ${JSON.stringify(expires_in)}`,
    after: async ({ call }, answer) => {
      if (call.kind !== "token" || !answer.ok) return answer;
      return Response.json({ ...((await answer.json()) as object), expires_in });
    },
  };
}

function json(body: string, status = 200): Response {
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}

function html(body: string, status = 200): Response {
  return new Response(body, { status, headers: { "content-type": "text/html" } });
}
