import { spawn } from "node:child_process";
import type { Environment } from "../settings.ts";
import { skopeoEnvironment } from "./skopeo-environment.ts";
import { emptyAuthFile } from "./registries-conf.ts";
import { openUnlinkedFile } from "./unlinked-file.ts";

export type CopyOptions = {
  /** Path of skopeo. */
  skopeo: string;
  /** `registries.conf`, as text. */
  registriesConf: string;
  /** The image's own name with tag or digest. */
  image: string;
  /** What follows the image: options of the destination, then the destination. */
  destination: readonly string[];
  /** Where the files without a name live for a moment. */
  temporaryFolder: string;
  environment: Environment;
  timeoutMs: number;
  signal: AbortSignal;
};

export type CopyResult = {
  ok: boolean;
  /** Why it ended, where it didn't end by itself. */
  stopped: "timeout" | "aborted" | null;
  /** The end of what skopeo wrote to standard error. */
  stderr: string;
};

/**
 * Without root, skopeo starts itself anew inside a user namespace and uses descriptors 3 and 4 for that;
 * ours must lie above them to arrive.
 */
const firstFd = 9;
const stderrLengthMax = 16 * 1024;
const graceMs = 5000;

/** Runs `skopeo copy`, without a shell and in a process group of its own that ends with us. */
export async function runSkopeoCopy(options: CopyOptions): Promise<CopyResult> {
  const { temporaryFolder, timeoutMs, signal } = options;
  const auth = openUnlinkedFile(temporaryFolder, emptyAuthFile);
  const conf = openUnlinkedFile(temporaryFolder, options.registriesConf);
  const child = spawn(options.skopeo, argumentsOf(options), {
    cwd: process.cwd(),
    detached: true,
    env: skopeoEnvironment(options.environment),
    stdio: ["ignore", "ignore", "pipe", ...Array(firstFd - 3).fill("ignore"), auth.fd, conf.fd],
  });
  auth.close();
  conf.close();
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-stderrLengthMax);
  });
  let stopped: CopyResult["stopped"] = null;
  const stop = (why: "timeout" | "aborted") => {
    stopped ??= why;
    end(child.pid);
  };
  const timer = setTimeout(() => stop("timeout"), timeoutMs);
  const abort = () => stop("aborted");
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { ok: code === 0 && stopped === null, stopped, stderr };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

function argumentsOf({ image, destination, timeoutMs }: CopyOptions): string[] {
  return [
    "--registries-conf",
    `/dev/fd/${firstFd + 1}`,
    // A second clock, inside the child: it counts even if this process is killed.
    "--command-timeout",
    `${Math.ceil(timeoutMs / 1000)}s`,
    "copy",
    "--src-authfile",
    `/dev/fd/${firstFd}`,
    `docker://${image}`,
    ...destination,
  ];
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
