import { Agent, get } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "./child.ts";
import { atLeast, atMost, exactly, type Scenario } from "./scenario.ts";

type Outcome = "answered" | "told to go elsewhere" | "broken" | "turned away";

/** told to end under load, a server breaks no request that was under way, and ends soon with code 0. */
export const drain: Scenario = {
  id: "R-12",
  name: "SIGTERM under load",
  async run({ folder, count }) {
    const rounds = count(3, 50);
    const sums = { answered: 0, broken: 0, wrongExit: 0, slowestMs: 0, notReady: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const server = startChild(new URL("../src/main.ts", import.meta.url), {
        env: { BERTH_PORT: "0", BERTH_DATA_DIR: join(folder, `data-${round}`) },
        cwd: folder,
      });
      const line = await server.until((text) => text.startsWith("Berth runs on "));
      const url = line.replace("Berth runs on ", "");
      const agent = new Agent({ keepAlive: true, maxSockets: 20 });
      let stopping = false;
      const client = async () => {
        for (;;) {
          const outcome = await ask(`${url}/api/v1/setup`, agent);
          if (outcome === "answered" || outcome === "told to go elsewhere") sums.answered += 1;
          if (outcome === "broken") sums.broken += 1;
          if (outcome !== "answered" && stopping) return;
        }
      };
      const clients = Array.from({ length: 20 }, client);
      await wait(400);
      const started = performance.now();
      stopping = true;
      server.kill("SIGTERM");
      await wait(60);
      if ((await status(`${url}/readyz`)) === 503) sums.notReady += 1;
      if ((await server.ended) !== 0) sums.wrongExit += 1;
      sums.slowestMs = Math.max(sums.slowestMs, performance.now() - started);
      await Promise.all(clients);
      agent.destroy();
    }
    return [
      atLeast("requests answered", sums.answered, rounds * 20),
      exactly("requests broken off", sums.broken, 0),
      exactly("stops that did not end with code 0", sums.wrongExit, 0),
      exactly("stops that said they were not ready", sums.notReady, rounds),
      atMost("slowest stop", sums.slowestMs / 1000, 5, "s"),
    ];
  },
};

function ask(url: string, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (answer) => {
      answer.resume();
      // As a proxy does: an answer that closes its connection is the last one from here.
      const last = answer.headers.connection === "close" ? "told to go elsewhere" : "answered";
      answer.on("end", () => resolve(answer.complete ? last : "broken"));
      answer.on("error", () => resolve("broken"));
    });
    request.on("error", (err: NodeJS.ErrnoException) => {
      // What never reached the server can be sent elsewhere; so can what met a connection that was idle.
      const elsewhere = err.code === "ECONNREFUSED" || request.reusedSocket;
      resolve(elsewhere ? "turned away" : "broken");
    });
  });
}

function status(url: string): Promise<number | null> {
  return new Promise((resolve) => {
    get(url, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? null);
    }).on("error", () => resolve(null));
  });
}
