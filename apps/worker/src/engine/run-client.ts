import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { clientEnvironment } from "./client-environment.ts";
import type { EngineJob, EngineName, EngineResult } from "./engine.ts";
import { explainFailure } from "./explain-failure.ts";
import {
  emptyAuthFile,
  findRivalEntry,
  overlayFolders,
  registriesConf,
} from "./registries-conf.ts";
import { openUnlinkedFile, temporaryFolders } from "./unlinked-file.ts";

/** The files that a client built on containers/image is given: paths that only it can open. */
export type ClientFiles = { auth: string; registries: string };

export type ClientCommand = { arguments: readonly string[]; environment: Record<string, string> };

/**
 * Without root, these clients start themselves anew inside a user namespace and use descriptors 3 and 4 for
 * that; ours must lie above them to arrive.
 */
const firstFd = 9;
const stderrLengthMax = 16 * 1024;
const graceMs = 5000;

/**
 * Runs a client with an empty login and a configuration that leads to the loopback proxy, without a shell and
 * in a process group of its own that ends with us.
 */
export async function runClient(
  name: EngineName,
  path: string,
  job: EngineJob,
  command: (files: ClientFiles) => ClientCommand,
): Promise<EngineResult> {
  const { image, signal } = job;
  const rival = findRivalEntry(
    image.canonical,
    overlayFolders(job.environment["HOME"] ?? homedir()),
  );
  if (rival !== null) {
    const error = `${rival} has an entry of its own for ${image.canonical}, which ${name} would follow.`;
    return { stopped: null, error };
  }
  const { arguments: words, environment } = command({
    auth: `/dev/fd/${firstFd}`,
    registries: `/dev/fd/${firstFd + 1}`,
  });
  const cwd = workingFolder();
  if (cwd === null) {
    return { stopped: null, error: "The folder that berth-worker was started in is gone." };
  }
  const folders = temporaryFolders();
  const auth = openUnlinkedFile(folders, emptyAuthFile);
  const conf = openUnlinkedFile(folders, registriesConf(image.canonical, job.location));
  if (auth === null || conf === null) {
    auth?.close();
    const error = `No file can be made in ${folders.join(" or ")}, and ${name} needs one for a moment. Set TMPDIR to a folder that can be written to.`;
    return { stopped: null, error };
  }
  const child = spawn(path, words, {
    cwd,
    detached: true,
    env: { ...clientEnvironment(job.environment), ...environment },
    stdio: ["ignore", "ignore", "pipe", ...Array(firstFd - 3).fill("ignore"), auth.fd, conf.fd],
  });
  auth.close();
  conf.close();
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-stderrLengthMax);
  });
  let stopped: EngineResult["stopped"] = null;
  const stop = (why: "timeout" | "aborted") => {
    stopped ??= why;
    end(child.pid);
  };
  const timer = setTimeout(() => stop("timeout"), job.timeoutMs);
  const abort = () => stop("aborted");
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const ok = code === 0 && stopped === null;
    return { stopped, error: ok ? null : explainFailure(name, stderr) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

function workingFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** Asks the whole group to end, then makes it. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  killGroup(pid, "SIGTERM");
  setTimeout(() => killGroup(pid, "SIGKILL"), graceMs).unref();
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
