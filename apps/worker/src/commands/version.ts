import { exitCode } from "../exit-code.ts";
import { version } from "../version.ts";
import type { Command } from "./command.ts";

export const versionCommand: Command = {
  define: (program, run) => {
    program
      .command("version")
      .description("Print the version")
      .action(() =>
        run(async ({ output }) => {
          output.line(version);
          return exitCode.ok;
        }),
      );
  },
};
