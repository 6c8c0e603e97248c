import type { Socket } from "node:net";
import type { Context } from "hono";
import type { RegistryCall } from "../dialects/dialect.ts";
import type { Presented } from "../server/authorization.ts";
import type { FakeEnv } from "../server/fake-env.ts";
import type { World } from "../world.ts";

export type ScenarioCall = RegistryCall | { kind: "token" };

export type ScenarioContext = {
  c: Context<FakeEnv>;
  call: ScenarioCall;
  presented: Presented;
  world: World;
  socket: Socket;
};

/** A request that isn't one of the distribution API; the scenario looks at the path itself. */
export type ServiceContext = { c: Context<FakeEnv>; world: World };

type MaybePromise<Value> = Value | Promise<Value>;

/**
 * A way in which a registry misbehaves or says no. Reached by the repository `scenario/<name>`, or
 * put over a whole fake with the option `scenario`.
 */
export type Scenario = {
  name: string;
  /** One line for people who want to try it. */
  about: string;
  /** Nobody has the right to pull here, whatever account they have. */
  deniesPull?: true;
  /** Answers in place of the dialect, before credentials are looked at. Null leaves it to the dialect. */
  before?: (context: ScenarioContext) => MaybePromise<Response | null>;
  /** Answers in place of a vendor's own service, such as the one that sells passwords. Null leaves it alone. */
  atService?: (context: ServiceContext) => MaybePromise<Response | null>;
  /** Changes what the dialect answered. */
  after?: (context: ScenarioContext, answer: Response) => MaybePromise<Response>;
};

/** The answer with other headers; null takes one away. */
export function withHeaders(answer: Response, headers: Record<string, string | null>): Response {
  const changed = new Headers(answer.headers);
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) changed.delete(name);
    else changed.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers: changed });
}
