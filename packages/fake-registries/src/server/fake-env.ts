import type { HttpBindings } from "@hono/node-server";

/** What the apps of this package expect from Hono's environment: Node's own request and response. */
export type FakeEnv = { Bindings: HttpBindings };
