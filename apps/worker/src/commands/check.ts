import { exitCodeHelp } from "../exit-code.ts";
import type { CheckOptions } from "../check/check-options.ts";
import { settingsHelp } from "../settings.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
Asks Berth for what a pull of the image would get, and fetches its manifest with that from here: looked up by
this machine's DNS, through its proxy, with its certificates. No layer is fetched. Each step is printed, and
Berth keeps what was seen beside the checks it runs itself; it counts as the registry's health only where
workers sign in with their own role.
Exits 4 where the image can't be read from here.

${settingsHelp}

${exitCodeHelp}`;

export const checkCommand: Command = {
  define: (program, run) => {
    program
      .command("check")
      .description("Check from this machine's network that an image can be read")
      .argument("<image>", "the image, as in any Dockerfile or manifest")
      .option(
        "-p, --project <project>",
        "the project it is for; the token's default without it",
        readProject,
      )
      .option("--json", "print one JSON object")
      .addHelpText("after", details)
      .action((image: string, options: CheckOptions) =>
        run(async (context) => {
          const { runCheck } = await import("../check/run-check.ts");
          return runCheck(image, options, context);
        }),
      );
  },
};
