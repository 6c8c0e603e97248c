import packageFacts from "../package.json" with { type: "json" };
import { readServerWords, wrongWordsExit } from "./boot/server-words.ts";
import { exitCodes, StartError } from "./boot/start-error.ts";
import { createLogger } from "./log.ts";
import { startServer, type Started } from "./start.ts";

/** The only file that knows the process: its environment, its signals, its exit code. */
const log = createLogger();
/** A terminal's Ctrl+C reaches the launcher and the server, and the launcher passes it on: one request, two signals. */
const sameRequestMs = 1_000;
/** A supervisor's SIGTERM comes to one of several servers; a person's Ctrl+C is meant at once. */
const balancerNoticesMs = 1_000;

process.on("unhandledRejection", (err) => {
  log.fatal({ err }, "a rejection that nobody handled");
  process.exit(exitCodes.internal);
});
// Node's own report of it would print the message, which may quote a secret.
process.on("uncaughtException", (err) => {
  log.fatal({ err }, "an error that nobody caught");
  process.exit(exitCodes.internal);
});

const words = readServerWords(process.argv.slice(2), packageFacts.version);
if (words.kind === "start") await serve();
else if (words.kind === "say") console.log(words.text);
else {
  console.error(words.line);
  process.exitCode = wrongWordsExit;
}

async function serve(): Promise<void> {
  try {
    const server = await startServer({
      env: process.env,
      cwd: process.cwd(),
      log,
      onBroken: (err) => {
        log.fatal({ err }, "the database can no longer be trusted");
        process.exit(exitCodes.disk);
      },
    });
    let askedAt: number | null = null;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        const now = performance.now();
        if (askedAt !== null) {
          if (now - askedAt > sameRequestMs) process.exit(1);
          return;
        }
        askedAt = now;
        log.info({ signal }, "shutting down");
        server.close({ drainMs: signal === "SIGTERM" ? balancerNoticesMs : 0 }).then(
          () => process.exit(0),
          (err: unknown) => {
            log.error({ err }, "shutdown failed");
            process.exit(1);
          },
        );
      });
    }
    // Last, because whoever waits for it may send a signal at once.
    console.log(greeting(server));
  } catch (err) {
    if (err instanceof StartError) {
      console.error(err.line);
      process.exitCode = err.exitCode;
    } else {
      log.fatal({ err }, "the start failed");
      console.error(
        "Berth could not start because of a mistake of ours; the line above says where.",
      );
      process.exitCode = exitCodes.internal;
    }
  }
}

/** Written at once, so that whoever waits for the address has the rest as well. */
function greeting({ publicUrl, notices, consoleBuilt, setupUrl }: Started): string {
  const lines = [`Berth runs on ${publicUrl.origin}`, ...notices];
  if (!consoleBuilt) {
    lines.push("The console is not built, so there are no pages yet: npm start builds it.");
  }
  if (setupUrl !== null) lines.push(`Set it up with this one-time link: ${setupUrl.href}`);
  return lines.join("\n");
}
