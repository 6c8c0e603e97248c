import { readFileSync, readdirSync } from "node:fs";
import { Agent, get } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "./child.ts";
import { atLeast, atMost, exactly, type Scenario } from "./scenario.ts";

/**
 * hours of steady requests, refused ones among them, grow neither memory nor open files.
 * `BERTH_SOAK_MINUTES` says how long; 8 hours are the target, a quick run is only said to be one.
 */
export const soak: Scenario = {
  id: "R-21",
  name: "soak",
  async run({ folder, count }) {
    const minutes = Number(process.env["BERTH_SOAK_MINUTES"] ?? count(0.3, 480));
    const server = startChild(new URL("../src/main.ts", import.meta.url), {
      env: { BERTH_PORT: "0", BERTH_DATA_DIR: join(folder, "data") },
      cwd: folder,
    });
    const line = await server.until((text) => text.startsWith("Berth runs on "));
    const url = line.replace("Berth runs on ", "");
    const pid = server.process.pid ?? 0;
    const agent = new Agent({ keepAlive: true, maxSockets: 10 });
    const samples: { atHours: number; rssMiB: number; files: number }[] = [];
    let [asked, failed] = [0, 0];
    const began = performance.now();
    const end = began + minutes * 60_000;
    const sampleEveryMs = Math.max(1_000, (minutes * 60_000) / 200);
    let nextSample = began + Math.min(120_000, (minutes * 60_000) / 4);
    while (performance.now() < end) {
      const path = paths[asked % paths.length] ?? "/livez";
      void ask(`${url}${path}`, agent).then((ok) => (failed += ok ? 0 : 1));
      asked += 1;
      if (performance.now() >= nextSample) {
        samples.push({ atHours: (performance.now() - began) / 3_600_000, ...factsOf(pid) });
        nextSample += sampleEveryMs;
      }
      await wait(10);
    }
    await wait(500);
    const last = factsOf(pid);
    agent.destroy();
    server.kill("SIGTERM");
    const code = await server.ended;
    const first = samples[0];
    const enough = minutes >= 60;
    return [
      atLeast("minutes", minutes, enough ? 60 : 0),
      atLeast("requests", asked, minutes * 60 * 40),
      exactly("requests without an answer", failed, 0),
      // A slope over less than an hour is warm-up, and only reported.
      atMost("memory slope", slopeOf(samples), enough ? 1 : Infinity, "MiB an hour"),
      atMost("open files more than at first", last.files - (first?.files ?? last.files), 20),
      exactly("exit code", Number(code), 0),
    ];
  },
};

const paths = ["/api/v1/setup", "/livez", "/readyz", "/api/v1/session", "/api/v1/nope", "/a//b"];

function factsOf(pid: number): { rssMiB: number; files: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  return { rssMiB: kib / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

/** Least squares. */
function slopeOf(samples: readonly { atHours: number; rssMiB: number }[]): number {
  const mean = (pick: (sample: { atHours: number; rssMiB: number }) => number) =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const [x, y] = [mean(({ atHours }) => atHours), mean(({ rssMiB }) => rssMiB)];
  const above = samples.reduce((sum, one) => sum + (one.atHours - x) * (one.rssMiB - y), 0);
  const below = samples.reduce((sum, one) => sum + (one.atHours - x) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

function ask(url: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(true));
    }).on("error", () => resolve(false));
  });
}
