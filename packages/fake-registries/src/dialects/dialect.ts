import type { Context, Hono } from "hono";
import type { FakeEnv } from "../server/fake-env.ts";
import type { World } from "../world.ts";

/** What is asked of the distribution API. */
export type RegistryCall =
  | { kind: "base" }
  | { kind: "manifest"; repository: string; reference: string }
  | { kind: "blob"; repository: string; digest: string }
  | { kind: "tags"; repository: string };

/** Host names of the registry and of the server beside it; the first ones stand in challenges. */
export type VendorNames = { registry: readonly string[]; elsewhere: readonly string[] };

/** How one kind of registry signs clients in. One folder each; the content is served the same way by all. */
export type Dialect = {
  /** Such as `standard-token`; also the name of its folder. */
  name: string;
  /** One line for people who want to try it. */
  about: string;
  /** The vendor's own host names, of dialects that have such. */
  names?: VendorNames;
  /** Prepares one registry; called once per fake. */
  open(world: World): Promise<OpenDialect> | OpenDialect;
};

export type OpenDialect = {
  /** Where tokens are issued; `/token` without it. Scenarios of token services play there. */
  tokenPaths?: readonly string[];
  /** The refusal, or null to let the request through. */
  authorize(c: Context<FakeEnv>, call: RegistryCall): Promise<Response | null>;
  /** Changes the answer to a call that was let through. */
  after?(c: Context<FakeEnv>, call: RegistryCall, answer: Response): Promise<Response> | Response;
  /** Adds the endpoints the dialect needs beside the distribution API, on either server. */
  addRoutes?(registry: Hono<FakeEnv>, elsewhere: Hono<FakeEnv>): void;
  /** What answers on the addresses of a machine inside the vendor's cloud, of vendors that have such. */
  addMachineRoutes?(machine: Hono<FakeEnv>): void;
};
