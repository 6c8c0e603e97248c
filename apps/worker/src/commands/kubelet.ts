import { exitCodeHelp } from "../exit-code.ts";
import type { KubeletOptions } from "../kubelet/kubelet-options.ts";
import { settingsHelp } from "../settings.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
The kubelet starts it: it reads a CredentialProviderRequest from standard input and prints a
CredentialProviderResponse with a user name and secret for this one image. \`berth-worker kubelet-config\`
prints the configuration for it. No other login of the node is used or changed.

${settingsHelp}

${exitCodeHelp}`;

export const kubeletCommand: Command = {
  define: (program, run) => {
    program
      .command("kubelet")
      .description("The kubelet's credential provider (v1)")
      .option(
        "-p, --project <project>",
        "the project that pulls; the token's default without it",
        readProject,
      )
      .addHelpText("after", details)
      .action((options: KubeletOptions) =>
        run(async (context) => {
          const { runKubelet } = await import("../kubelet/run-kubelet.ts");
          return runKubelet(options, context);
        }),
      );
  },
};
