import { Hono, type Context } from "hono";
import type { OpenDialect, RegistryCall } from "../dialects/dialect.ts";
import { scenarioOf } from "../scenarios/index.ts";
import type { Scenario, ScenarioCall, ScenarioContext } from "../scenarios/scenario.ts";
import type { World } from "../world.ts";
import { readAuthorization } from "./authorization.ts";
import { answerCall } from "./distribution-api.ts";
import type { FakeEnv } from "./fake-env.ts";
import type { Recorder } from "./recorder.ts";

export type AppParts = {
  world: World;
  dialect: OpenDialect;
  recorder: Recorder;
  /** Put over everything; otherwise the repository's name decides. */
  scenario: () => Scenario | null;
};

/**
 * The servers of a fake: the registry, the one on the other origin, and what a machine inside the vendor's
 * cloud finds on addresses of its own; null where the vendor has nothing of that kind.
 */
export function createApps(parts: AppParts): {
  registry: Hono<FakeEnv>;
  elsewhere: Hono<FakeEnv>;
  machine: Hono<FakeEnv> | null;
} {
  const registry = new Hono<FakeEnv>();
  const elsewhere = new Hono<FakeEnv>();
  const machine = parts.dialect.addMachineRoutes === undefined ? null : new Hono<FakeEnv>();
  registry.use(parts.recorder.middleware("registry"));
  elsewhere.use(parts.recorder.middleware("elsewhere"));
  machine?.use(parts.recorder.middleware("machine"));
  for (const app of [registry, elsewhere, machine]) {
    app?.use(async (c, next) => {
      const early = (await parts.scenario()?.atService?.({ c, world: parts.world })) ?? null;
      return early ?? next();
    });
  }
  for (const app of [registry, elsewhere]) playAtTokens(app, parts);
  parts.dialect.addRoutes?.(registry, elsewhere);
  if (machine !== null) parts.dialect.addMachineRoutes?.(machine);
  const serve = (call: (c: Context<FakeEnv>) => RegistryCall) => (c: Context<FakeEnv>) =>
    answer(c, call(c), parts);
  const param = (c: Context<FakeEnv>, name: string) => c.req.param(name) ?? "";
  registry.all(
    "/v2/",
    serve(() => ({ kind: "base" })),
  );
  registry.all(
    "/v2/:repository{.+}/manifests/:reference",
    serve((c) => ({
      kind: "manifest",
      repository: param(c, "repository"),
      reference: param(c, "reference"),
    })),
  );
  registry.all(
    "/v2/:repository{.+}/blobs/:digest",
    serve((c) => ({
      kind: "blob",
      repository: param(c, "repository"),
      digest: param(c, "digest"),
    })),
  );
  registry.all(
    "/v2/:repository{.+}/tags/list",
    serve((c) => ({ kind: "tags", repository: param(c, "repository") })),
  );
  return { registry, elsewhere, machine };
}

function playAtTokens(app: Hono<FakeEnv>, { world, dialect, scenario: over }: AppParts): void {
  for (const path of dialect.tokenPaths ?? ["/token"]) {
    app.use(path, async (c, next) => {
      const scenario = over() ?? scenarioOfScope(c.req.query("scope") ?? "");
      if (scenario === null) return next();
      const answered = await play(scenario, contextOf(c, { kind: "token" }, world), async () => {
        await next();
        return c.res;
      });
      if (answered !== c.res) c.res = answered;
      return undefined;
    });
  }
}

async function answer(c: Context<FakeEnv>, call: RegistryCall, parts: AppParts): Promise<Response> {
  const { world, dialect } = parts;
  const scenario = parts.scenario() ?? ("repository" in call ? scenarioOf(call.repository) : null);
  const usual = async () => {
    const refusal = await dialect.authorize(c, call);
    if (refusal !== null) return refusal;
    const content = answerCall(c, call, world);
    return dialect.after === undefined ? content : dialect.after(c, call, content);
  };
  return scenario === null ? usual() : play(scenario, contextOf(c, call, world), usual);
}

async function play(
  scenario: Scenario,
  context: ScenarioContext,
  usual: () => Promise<Response>,
): Promise<Response> {
  const early = (await scenario.before?.(context)) ?? null;
  if (early !== null) return early;
  const answer = await usual();
  return scenario.after === undefined ? answer : scenario.after(context, answer);
}

function contextOf(c: Context<FakeEnv>, call: ScenarioCall, world: World): ScenarioContext {
  const presented = readAuthorization(c.req.header("authorization"));
  return { c, call, presented, world, socket: c.env.incoming.socket };
}

function scenarioOfScope(scope: string): Scenario | null {
  return scenarioOf(scope.split(":")[1] ?? "");
}
