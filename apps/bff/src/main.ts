import { StartError } from "./boot/start-error.ts";
import { createLogger } from "./log.ts";
import { startServer } from "./start.ts";

/** The only file that knows the process: its environment, its signals, its exit code. */
const log = createLogger();

process.on("unhandledRejection", (err) => {
  log.fatal({ err }, "a rejection that nobody handled");
  process.exit(70);
});

try {
  const server = await startServer({
    env: process.env,
    cwd: process.cwd(),
    log,
    onBroken: (err) => {
      log.fatal({ err }, "the database can no longer be trusted");
      process.exit(65);
    },
  });
  console.log(`Berth runs on ${server.publicUrl.origin}`);
  for (const notice of server.notices) console.log(notice);
  if (!server.consoleBuilt) {
    console.log("The console is not built, so there are no pages yet: npm start builds it.");
  }
  if (server.setupUrl !== null) {
    console.log(`Set it up with this one-time link: ${server.setupUrl.href}`);
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      log.info({ signal }, "shutting down");
      server.close().then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, "shutdown failed");
          process.exit(1);
        },
      );
    });
  }
} catch (err) {
  if (err instanceof StartError) {
    console.error(err.line);
    process.exitCode = err.exitCode;
  } else {
    log.fatal({ err }, "the start failed");
    console.error("Berth could not start because of a mistake of ours; the line above says where.");
    process.exitCode = 70;
  }
}
