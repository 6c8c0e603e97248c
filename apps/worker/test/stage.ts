import {
  createImage,
  createIndex,
  startFakeRegistry,
  type FakeRegistry,
} from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { buildWorker, type BuiltWorker } from "./built-worker.ts";
import { startFakeBerth, type Decision, type FakeBerth } from "./fake-berth.ts";
import { createSandbox, type Sandbox } from "./sandbox.ts";

export const secret = "s3cret-of-the-registry";
export const account = { username: "alice", secret };
export const image = createImage({ files: { "hello.txt": "hello" } });
export const severalPlatforms = createIndex([image, createImage({ architecture: "arm64" })]);

type RegistryOptions = Parameters<typeof startFakeRegistry>[0];

/** What every test of the whole worker needs; all of it is gone after the test. */
export type Stage = {
  sandbox: Sandbox;
  /** Another machine for the same test. */
  anotherSandbox: () => Sandbox;
  registry: (dialect: string, options?: Partial<RegistryOptions>) => Promise<FakeRegistry>;
  berth: (decision: Decision, port?: number) => Promise<FakeBerth>;
  onClose: (close: () => Promise<void> | void) => void;
};

export function useStage(): Stage {
  let closing: (() => Promise<void> | void)[] = [];
  let built: BuiltWorker | null = null;
  const stage: Stage = {
    sandbox: undefined as unknown as Sandbox,
    anotherSandbox: () => {
      const sandbox = createSandbox(built?.program ?? "");
      closing.push(sandbox.close);
      return sandbox;
    },
    onClose: (close) => closing.push(close),
    registry: async (dialect, options = {}) => {
      const started = await startFakeRegistry({
        dialect,
        accounts: [account],
        images: { "team/app:1": image, "team/multi:1": severalPlatforms, "open/app:1": image },
        publicRepositories: ["open/app"],
        ...options,
      });
      closing.push(started.close);
      return started;
    },
    berth: async (decision, port) => {
      const started = await startFakeBerth(decision, port);
      closing.push(started.close);
      return started;
    },
  };
  beforeAll(async () => {
    built = await buildWorker();
  });
  afterAll(() => built?.remove());
  beforeEach(() => {
    stage.sandbox = createSandbox(built?.program ?? "");
  });
  afterEach(async () => {
    stage.sandbox.close();
    await Promise.all(closing.map(async (close) => close()));
    closing = [];
  });
  return stage;
}

/** What a worker is told about the two; `reg` may be spoken to without TLS. */
export function settingsFor(berth: FakeBerth, reg: { host: string }): Record<string, string> {
  return { BERTH_URL: berth.url, BERTH_TOKEN: berth.token, BERTH_INSECURE_REGISTRIES: reg.host };
}

/** A bearer as the broker would have got it. */
export async function tokenFrom({ origin }: FakeRegistry, repository: string): Promise<string> {
  const url = `${origin}/token?service=fake-registry&scope=repository:${repository}:pull`;
  const pair = Buffer.from(`alice:${secret}`).toString("base64");
  const answer = await fetch(url, { headers: { authorization: `Basic ${pair}` } });
  return ((await answer.json()) as { token: string }).token;
}
