import { exitCode } from "../exit-code.ts";
import { version } from "../version.ts";
import type { Command } from "./command.ts";

export const versionCommand: Command = {
  define: (program, run) => {
    program
      .command("version")
      .description("Print the version")
      .option("--json", "print one JSON object")
      .action(({ json }: { json?: boolean }) =>
        run(async ({ output }) => {
          if (json === true) output.json({ version });
          else output.line(version);
          return exitCode.ok;
        }),
      );
  },
};
