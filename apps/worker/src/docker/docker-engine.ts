import { request } from "node:http";
import { manifestAccept } from "@berth/registry-client";
import type { Engine, EngineJob, EngineResult } from "../engine/engine.ts";
import { explainFailure } from "../engine/explain-failure.ts";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import type { Environment } from "../environment.ts";
import { askEngine, EngineError } from "./engine-api.ts";
import { engineAddress } from "./engine-address.ts";

const pingMs = 5000;

/** The Docker engine of this machine. @throws {Failure} where none answers. */
export async function reachDockerEngine(environment: Environment): Promise<Engine> {
  const address = engineAddress(environment);
  if (!address.ok) throw new Failure(exitCode.usage, address.message);
  const { socket } = address;
  await ping(socket);
  return { name: "docker", fetch: (job) => fetchWithDocker(socket, job) };
}

/**
 * skopeo hands the image to an engine that may be elsewhere; of one on this machine that isn't there it tells
 * only that a pipe was closed. @throws {Failure}
 */
export async function requireReceivingEngine(environment: Environment): Promise<void> {
  const address = engineAddress(environment);
  if (address.ok) await ping(address.socket);
}

async function ping(socket: string): Promise<void> {
  const { signal, clear } = limited(pingMs);
  try {
    await askEngine({ socket, method: "GET", path: "/_ping", signal });
  } catch (err) {
    throw new Failure(exitCode.engineMissing, unreachable(socket, err), { cause: err });
  } finally {
    clear();
  }
}

/**
 * Lets the engine pull from the loopback proxy, gives the image its own name, and takes the proxy's away. It
 * is asked over its socket and not by its command line, where every user could read the proxy's name.
 */
async function fetchWithDocker(socket: string, job: EngineJob): Promise<EngineResult> {
  const { location, reference, destination } = job;
  const { signal, stopped, clear } = stoppable(job);
  const source = `${location}${reference.includes(":") ? "@" : ":"}${reference}`;
  const ask = (method: "POST" | "DELETE", path: string, ends = signal) =>
    askEngine({ socket, method, path, signal: ends });
  try {
    await askForManifest(location, reference, signal);
    await ask("POST", `/images/create?${query({ fromImage: location, tag: reference })}`);
    try {
      const [, repo = "", tag = ""] = /^(.+):([^:/]+)$/.exec(destination.name) ?? [];
      await ask("POST", `/images/${source}/tag?${query({ repo, tag })}`);
    } finally {
      // Even where the pull was stopped in between: the name is of no use to anybody.
      const { signal: soon, clear: done } = limited(pingMs);
      await ask("DELETE", `/images/${source}`, soon).catch(() => {});
      done();
    }
    return { stopped: null, error: null };
  } catch (err) {
    const words = err instanceof Error ? err.message.replaceAll(location, job.image.canonical) : "";
    return { stopped: stopped(), error: explainFailure("docker", words) };
  } finally {
    clear();
  }
}

/**
 * The engine fetches nothing that it has already, by whatever right. Asked for here first, every pull shows
 * that this one may have the image.
 */
async function askForManifest(
  location: string,
  reference: string,
  signal: AbortSignal,
): Promise<void> {
  const [host = "", name = ""] = location.split("/");
  const url = `http://${host}/v2/${name}/manifests/${reference}`;
  const headers = { accept: manifestAccept };
  const status = await new Promise<number>((resolve, reject) => {
    request(url, { method: "HEAD", headers, signal }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .once("error", reject)
      .end();
  });
  if (status !== 200) throw new EngineError(`the manifest can't be read (${status})`);
}

function query(values: Record<string, string>): string {
  return new URLSearchParams(values).toString();
}

function limited(ms: number): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

function stoppable({ timeoutMs, signal }: EngineJob) {
  const controller = new AbortController();
  let why: EngineResult["stopped"] = null;
  const stop = (reason: "timeout" | "aborted") => {
    why ??= reason;
    controller.abort();
  };
  const timer = setTimeout(() => stop("timeout"), timeoutMs);
  const abort = () => stop("aborted");
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  return {
    signal: controller.signal,
    stopped: () => why,
    clear: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    },
  };
}

function unreachable(socket: string, err: unknown): string {
  const code = (err as NodeJS.ErrnoException).code;
  if (err instanceof EngineError) return `What listens at ${socket} isn't a Docker engine.`;
  if (code === "ENOENT") return `No Docker engine runs here: ${socket} isn't there.`;
  if (code === "ECONNREFUSED") return `No Docker engine runs here: nothing listens at ${socket}.`;
  if (code === "EACCES") return `This user may not talk to the Docker engine at ${socket}.`;
  return `The Docker engine at ${socket} doesn't answer.`;
}
