import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./child.ts";
import { atMost, exactly, type Scenario } from "./scenario.ts";

const canary = "cnry-thrown-4f9d2c";

/** what nobody has caught is logged without what it says, ends the process, and the next start is ready soon. */
export const lastResort: Scenario = {
  id: "R-23",
  name: "an error that nobody caught",
  async run({ folder, count }) {
    const rounds = count(2, 20);
    const sums = { wrongExit: 0, leaks: 0, unsaid: 0, slowestMs: 0 };
    const hook = join(folder, "hook.mjs");
    for (let round = 0; round < rounds; round += 1) {
      const failure =
        round % 2 === 0
          ? `Promise.reject(new TypeError("${canary}"))`
          : `(() => { throw new TypeError("${canary}"); })()`;
      await writeFile(hook, `setTimeout(() => ${failure}, 2500);\n`);
      const env = { BERTH_PORT: "0", BERTH_DATA_DIR: join(folder, "data") };
      const server = startChild(new URL("../src/main.ts", import.meta.url), {
        env: { ...env, NODE_OPTIONS: `--import=${hook}` },
        cwd: folder,
      });
      if ((await server.ended) !== 70) sums.wrongExit += 1;
      const said = [...server.lines, server.errors()].join("\n");
      if (said.includes(canary)) sums.leaks += 1;
      if (!said.includes("nobody")) sums.unsaid += 1;
      const started = performance.now();
      const again = startChild(new URL("../src/main.ts", import.meta.url), { env, cwd: folder });
      await again.until((text) => text.startsWith("Berth runs on "));
      sums.slowestMs = Math.max(sums.slowestMs, performance.now() - started);
      again.kill("SIGTERM");
      await again.ended;
    }
    return [
      exactly("ends that were not with code 70", sums.wrongExit, 0),
      exactly("outputs with what the error said", sums.leaks, 0),
      exactly("outputs that did not say what happened", sums.unsaid, 0),
      atMost("slowest restart", sums.slowestMs / 1000, 15, "s"),
    ];
  },
};
