import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import { atMost, median, shown, whereCalm, type Row } from "../../../tools/bench/row.ts";
import { buildWorker } from "../test/built-worker.ts";
import { anonymously, withPair, withToken } from "../test/decisions.ts";
import { startFakeBerth } from "../test/fake-berth.ts";
import { createSandbox, type Sandbox } from "../test/sandbox.ts";
import { secret, settingsFor, tokenFrom } from "../test/stage.ts";

const rounds = 15;
/** Of a start of Node with nothing to do. */
const helperMax = 3;

/**
 * What the worker adds to a pull, counted at the registry beside skopeo alone, and what the credential helper takes from
 * its start to its answer, beside Node alone and beside Debian's helper for ECR.
 */
export async function run(): Promise<Row[]> {
  const built = await buildWorker();
  const sandbox = createSandbox(built.program);
  try {
    return [...(await whereCalm(() => helperTimes(sandbox))), ...(await pullRequests(sandbox))];
  } finally {
    sandbox.close();
    built.remove();
  }
}

async function helperTimes(sandbox: Sandbox): Promise<Row[]> {
  const host = "registry.test";
  const served = withPair("alice", secret);
  const berth = await startFakeBerth((input) =>
    input.image.startsWith(host) ? served(input) : anonymously(input),
  );
  const folder = sandbox.install("docker-credential-berth");
  const environment = { ...sandbox.environment, BERTH_URL: berth.url, BERTH_TOKEN: berth.token };
  const time = async (program: string, words: readonly string[], input: string, code: number) => {
    const started = performance.now();
    const ended = await start(program, words, input, environment);
    if (ended.code !== code) throw new Error(`${program} ended with ${ended.code}: ${ended.said}`);
    return performance.now() - started;
  };
  const times: Record<"node" | "get" | "unknown" | "ecr", number[]> = {
    node: [],
    get: [],
    unknown: [],
    ecr: [],
  };
  const ours = `${folder}/docker-credential-berth`;
  try {
    for (let round = 0; round < rounds; round += 1) {
      times.node.push(await time(process.execPath, ["-e", "0"], "", 0));
      times.get.push(await time(ours, ["get"], host, 0));
      times.unknown.push(await time(ours, ["get"], "elsewhere.test", 1));
      times.ecr.push(await time("docker-credential-ecr-login", ["get"], "elsewhere.test", 1));
    }
    const against = (name: "get" | "unknown" | "ecr") => median(times[name]) / median(times.node);
    return [
      shown("node with nothing to do", median(times.node), "ms"),
      shown("docker-credential-berth get", median(times.get), "ms"),
      shown("docker-credential-ecr-login get, a host it doesn't know", median(times.ecr), "ms"),
      atMost("docker-credential-berth get / node", against("get"), helperMax, "x"),
      atMost("docker-credential-berth get, not served / node", against("unknown"), helperMax, "x"),
      shown("docker-credential-ecr-login get, not served / node", against("ecr"), "x"),
    ];
  } finally {
    await berth.close();
  }
}

async function pullRequests(sandbox: Sandbox): Promise<Row[]> {
  const registry = await startFakeRegistry({
    dialect: "standard-token",
    accounts: [{ username: "alice", secret }],
    images: { "team/app:1": createImage({ files: { "hello.txt": "hello" } }) },
  });
  const berth = await startFakeBerth(withToken(await tokenFrom(registry, "team/app")));
  const image = `${registry.host}/team/app:1`;
  try {
    const through = await counted(registry, async () => {
      const words = ["pull", image, "--to", "oci:through"];
      const ended = await sandbox.run(words, settingsFor(berth, registry));
      if (ended.code !== 0) throw new Error(ended.stderr);
    });
    const alone = await counted(registry, async () => {
      const options = ["--src-tls-verify=false", `--src-creds=alice:${secret}`];
      await promisify(execFile)("skopeo", [
        "copy",
        ...options,
        `docker://${image}`,
        `oci:${sandbox.path("alone")}`,
      ]);
    });
    return [
      shown("requests of skopeo alone: ping, token, manifest, config, layer", alone, ""),
      // Manifest, configuration and layer; the token came from Berth, and nothing is pinged.
      atMost("requests of berth-worker pull", through, 3, ""),
    ];
  } finally {
    await berth.close();
    await registry.close();
  }
}

async function counted(registry: FakeRegistry, work: () => Promise<void>): Promise<number> {
  const before = registry.requests.length;
  await work();
  return registry.requests.length - before;
}

function start(
  program: string,
  words: readonly string[],
  input: string,
  environment: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env: environment, stdio: "pipe" });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, said }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
