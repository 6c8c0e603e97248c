import { runCommandLine } from "./commands/run-command-line.ts";

/** The operator's command line. Like `main.ts`, it is all that knows the process. */
process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  output: {
    line: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  },
});
