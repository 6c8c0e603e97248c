import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { mayPull } from "../../accounts.ts";
import { readAuthorization, type Presented } from "../../server/authorization.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import type { World } from "../../world.ts";
import type { Dialect, OpenDialect, RegistryCall } from "../dialect.ts";
import { permissionDenied, unauthenticated } from "./errors.ts";
import { answerRights } from "./rights.ts";
import { answerOauth, readsImages, type AccessToken, type AccessTokens } from "./oauth.ts";

const locations = ["europe-west1", "us-central1"] as const;

/**
 * Google Artifact Registry with Google's token endpoint. An account is a service account: its user name
 * the e-mail address, its secret the private key. `createServiceAccount` makes one with its key file.
 */
export const googleArtifactRegistry: Dialect = {
  name: "google-artifact-registry",
  about: "as Google Artifact Registry: access tokens for signed assertions",
  names: {
    registry: [...locations.map((location) => `${location}-docker.pkg.dev`), "gcr.io", "eu.gcr.io"],
    elsewhere: ["oauth2.googleapis.com", "artifactregistry.googleapis.com"],
  },
  open,
};

type Bearers = Map<string, AccessToken>;

function open(world: World): OpenDialect {
  const tokens: AccessTokens = new Map();
  const bearers: Bearers = new Map();
  return {
    tokenPaths: ["/v2/token"],
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      const repository = "repository" in call ? call.repository : "";
      const resource = resourceOf(c, repository);
      const owner = ownerOf(presented, tokens, bearers);
      if (owner === null) return unauthenticated(401, resource, challengeOf(c, call));
      if (call.kind === "base") return null;
      return mayRead(world, owner, repository) ? null : permissionDenied(resource);
    },
    addRoutes: (registry, elsewhere) => {
      elsewhere.post("/token", (c) => answerOauth(c, world, tokens));
      elsewhere.post("/v1/*", (c) => answerRights(c, tokens));
      registry.get("/v2/token", (c) => {
        const presented = readAuthorization(c.req.header("authorization"));
        const name = /^repository:(.+):pull$/.exec(c.req.query("scope") ?? "")?.[1] ?? "";
        const resource = resourceOf(c, name);
        const open = mayPull(world.access, null, name);
        if (presented.scheme === "none" && !open) return unauthenticated(403, resource);
        const owner = presented.scheme === "none" ? stranger : ownerOf(presented, tokens, bearers);
        if (owner === null) return unauthenticated(401, resource);
        if (!mayRead(world, owner, name)) return permissionDenied(resource);
        const token = randomBytes(90).toString("base64url");
        bearers.set(token, owner);
        return c.json({ token, expires_in: 3600 });
      });
    },
  };
}

const stranger: AccessToken = {
  account: { username: "", secret: "", pull: [] },
  scope: "https://www.googleapis.com/auth/cloud-platform.read-only",
  until: Infinity,
};

/** Whose token this is; the registry takes Google's own and those of `/v2/token`. */
function ownerOf(presented: Presented, tokens: AccessTokens, bearers: Bearers): AccessToken | null {
  if (presented.scheme === "bearer") {
    return bearers.get(presented.token) ?? tokens.get(presented.token) ?? null;
  }
  if (presented.scheme !== "basic" || presented.username !== "oauth2accesstoken") return null;
  return tokens.get(presented.secret) ?? null;
}

/** Whoever may not read a repository doesn't learn whether it exists. */
function mayRead(world: World, owner: AccessToken, repository: string): boolean {
  const [project = "", name = ""] = repository.split("/");
  const within = [...world.access.publicRepositories, ...(owner.account.pull ?? [repository])];
  const there = within.some((one) => one.startsWith(`${project}/${name}/`));
  return readsImages(owner) && there && !world.access.denies(repository);
}

function resourceOf(c: Context<FakeEnv>, repository: string): string {
  const host = c.req.header("host") ?? "";
  const location = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host)?.[1] ?? "us";
  const [project = "", name = ""] = repository.split("/");
  return `projects/${project}/locations/${location}/repositories/${name}`;
}

function challengeOf(c: Context<FakeEnv>, call: RegistryCall): string {
  const { origin, host } = originOf(c);
  const scope = "repository" in call ? `,scope="repository:${call.repository}:pull"` : "";
  return `Bearer realm="${origin}/v2/token",service="${host}"${scope}`;
}

/** The registry has several names, and each speaks of itself. */
function originOf(c: Context<FakeEnv>): { origin: string; host: string } {
  const host = c.req.header("host") ?? "";
  return { origin: `${new URL(c.req.url).protocol}//${host}`, host };
}
