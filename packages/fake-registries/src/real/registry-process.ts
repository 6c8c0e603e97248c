import type { ChildProcess } from "node:child_process";
import { closed, collect, failure, spawnProgram } from "./run-command.ts";

const startTimeoutMs = 10_000;
const stopTimeoutMs = 5000;

export type RegistryProcess = {
  port: number;
  pid: number;
  stop: () => Promise<void>;
};

/** Starts distribution's own server with this configuration and resolves once it listens. */
export async function startRegistryProcess(configPath: string): Promise<RegistryProcess> {
  const program = "docker-registry";
  const child = spawnProgram(program, ["serve", configPath]);
  const log = collect(child.stderr);
  const output = collect(child.stdout);
  const stop = () => stopProcess(child);
  const complaint = () => new Error(`docker-registry didn't start: ${log()}${output()}`.trim());
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(complaint()), startTimeoutMs);
  });
  const died = closed(child).then(() => {
    throw complaint();
  });
  try {
    const port = await Promise.race([portFrom(child, log), died, late, failure(child, program)]);
    died.catch(() => {});
    return { port, pid: child.pid ?? 0, stop };
  } catch (err) {
    await stop();
    throw err;
  } finally {
    clearTimeout(timer);
  }
}

/** The log tells the port: the configuration asks for any free one. */
function portFrom(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve) => {
    child.stderr?.on("data", () => {
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(log())?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const end = closed(child);
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await end;
  clearTimeout(timer);
}
