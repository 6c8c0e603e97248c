import { exitCodeHelp } from "../exit-code.ts";
import { settingsHelp } from "../settings.ts";
import type { DoctorOptions } from "../doctor/doctor-options.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
One line on standard output for each thing a pull needs, with what to do about it:
  pass <thing>: …    warn <thing>: …    fail <thing>: …    skip <thing>: …
Exits 8 when a line begins with fail.

${settingsHelp}

${exitCodeHelp}`;

export const doctorCommand: Command = {
  define: (program, run) => {
    program
      .command("doctor")
      .description("Look for what would keep this machine from pulling")
      .option(
        "-p, --project <project>",
        "the project that would pull; the token's default without it",
        readProject,
      )
      .option("--json", "print one JSON object")
      .addHelpText("after", details)
      .action((options: DoctorOptions) =>
        run(async (context) => {
          const { runDoctor } = await import("../doctor/run-doctor.ts");
          return runDoctor(options, context);
        }),
      );
  },
};
