import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { vi } from "vitest";

/** What any user of the machine can read of a process, and what its own user can. */
export type SeenProcess = { pid: number; commandLine: string; environment: string };

/** The running child of a process that was started from this program. */
export async function childOf(pid: number, program: string): Promise<SeenProcess> {
  return vi.waitFor(
    () => {
      const found = processes().find((one) => one.parent === pid && one.name === program);
      if (found === undefined) throw new Error(`${pid} has no child ${program}`);
      return seen(found.pid);
    },
    { timeout: 10_000, interval: 20 },
  );
}

export function seen(pid: number): SeenProcess {
  const read = (file: string) =>
    readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", "\n");
  return { pid, commandLine: read("cmdline"), environment: read("environ") };
}

/** Where a descriptor of a process leads. */
export function descriptorOf(pid: number, fd: number): { target: string; content: string } {
  const path = `/proc/${pid}/fd/${fd}`;
  return { target: readlinkSync(path), content: readFileSync(path, "utf8") };
}

/** Resolves when the process is gone; rejects where it stays. */
export async function goneSoon(pid: number): Promise<void> {
  await vi.waitFor(
    () => {
      const found = processes().find((one) => one.pid === pid);
      if (found !== undefined && found.state !== "Z") throw new Error(`${pid} is still there`);
    },
    { timeout: 10_000, interval: 50 },
  );
}

function processes() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [, program = "", state = "", parent = ""] =
          /^\d+ \((.*)\) (\w) (\d+) /s.exec(stat) ?? [];
        return [{ pid: Number(name), name: program, state, parent: Number(parent) }];
      } catch {
        return [];
      }
    });
}
