import { get } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "./child.ts";
import { atLeast, atMost, exactly, type Scenario } from "./scenario.ts";

/** hundreds of clients that take their time with head, body or reading keep nobody else waiting. */
export const slowClients: Scenario = {
  id: "R-11",
  name: "slow connections beside normal ones",
  async run({ folder, count }) {
    const server = startChild(new URL("../src/main.ts", import.meta.url), {
      env: { BERTH_PORT: "0", BERTH_DATA_DIR: join(folder, "data") },
      cwd: folder,
    });
    const line = await server.until((text) => text.startsWith("Berth runs on "));
    const { hostname, port, origin } = new URL(line.replace("Berth runs on ", ""));
    const slow = count(150, 500);
    const sockets = Array.from({ length: slow }, (_, index) => {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      // A reader who never reads is one of the three; the others read what they are told.
      if (index % openings.length < 2) socket.resume();
      socket.write(openings[index % openings.length] ?? "");
      return socket;
    });
    const dripping = setInterval(() => {
      for (const socket of sockets) if (!socket.destroyed) socket.write("x");
    }, 1_000);
    await wait(500);
    const times: number[] = [];
    let failed = 0;
    const until = performance.now() + count(17_000, 45_000);
    while (performance.now() < until) {
      const started = performance.now();
      if ((await status(`${origin}/api/v1/setup`)) !== 200) failed += 1;
      times.push(performance.now() - started);
      await wait(40);
    }
    clearInterval(dripping);
    // The limit for a head is 10 s, for a whole request 30 s: only the long run waits for both.
    const limited = sockets.filter((_, index) => index % openings.length < count(1, 2));
    const still = limited.filter((socket) => !socket.readableEnded && !socket.destroyed).length;
    for (const socket of sockets) socket.destroy();
    server.kill("SIGTERM");
    await server.ended;
    const sorted = times.toSorted((a, b) => a - b);
    return [
      atLeast("slow connections", slow, 150),
      exactly("normal requests that failed", failed, 0),
      atMost(
        "normal requests, p99",
        sorted[Math.floor(sorted.length * 0.99)] ?? Infinity,
        300,
        "ms",
      ),
      exactly("slow senders still open after their limit", still, 0),
    ];
  },
};

/** A head without an end, a body without an end, and a reader who never reads. */
const openings = [
  "GET /api/v1/setup HTTP/1.1\r\nHost: x\r\nX-Slow: ",
  "POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{",
  "GET /worker/berth-worker.mjs HTTP/1.1\r\nHost: x\r\n\r\n",
];

function status(url: string): Promise<number | null> {
  return new Promise((resolve) => {
    get(url, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? null));
    }).on("error", () => resolve(null));
  });
}
