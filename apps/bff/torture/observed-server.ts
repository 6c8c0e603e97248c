/** The whole server as it is started, which also tells over IPC what can only be seen from inside. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { writeHeapSnapshot } from "node:v8";
import { createLogger } from "../src/log.ts";
import { startServer } from "../src/start.ts";

const server = await startServer({
  env: process.env,
  cwd: process.cwd(),
  log: createLogger({ level: "warn" }),
  onBroken: () => process.exit(74),
});
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

process.on("message", (wanted: { kind: "facts" | "heap" | "end"; file?: string }) => {
  if (wanted.kind === "end") {
    // A client that went away while it was waiting must not hold the end up.
    void server.close().then(() => process.exit(0));
  } else if (wanted.kind === "heap") {
    process.send?.({ file: writeHeapSnapshot(wanted.file) });
  } else {
    const { rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const sockets = process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap");
    process.send?.({
      rssMiB: rss / 1024 ** 2,
      loopDelayP99: delay.percentile(99) / 1e6,
      sockets: sockets.length,
      processorMs: (user + system) / 1000,
    });
    delay.reset();
  }
});
process.send?.({ port: server.port });
