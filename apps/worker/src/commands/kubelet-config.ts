import { InvalidArgumentError } from "commander";
import { exitCodeHelp } from "../exit-code.ts";
import type { KubeletConfigOptions } from "../kubelet/kubelet-config-options.ts";
import { settingsHelp } from "../settings.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
Put the worker into the folder that the kubelet's --image-credential-provider-bin-dir names, under the name of
--name, and what this prints where --image-credential-provider-config points. Print it again after patterns
have changed. The worker token is never printed; a file on the node holds it.
Exits 8 where the organization has no pattern.

${settingsHelp}

${exitCodeHelp}`;

export const kubeletConfigCommand: Command = {
  define: (program, run) => {
    program
      .command("kubelet-config")
      .description("Print the kubelet's CredentialProviderConfig for the organization's patterns")
      .option(
        "-p, --project <project>",
        "the project that pulls; the token's default without it",
        readProject,
      )
      .option(
        "--name <name>",
        "the program's name in the kubelet's folder",
        readName,
        "berth-worker",
      )
      .option(
        "--token-file <file>",
        "where the worker token lies on the nodes",
        readTokenFile,
        "/etc/berth/worker-token",
      )
      .option("--json", "print one JSON object with the configuration and the notes")
      .addHelpText("after", details)
      .action((options: KubeletConfigOptions) =>
        run(async (context) => {
          const { runKubeletConfig } = await import("../kubelet/run-kubelet-config.ts");
          return runKubeletConfig(options, context);
        }),
      );
  },
};

function readName(text: string): string {
  if (/^[\w.-]+$/.test(text) && text !== "." && text !== "..") return text;
  throw new InvalidArgumentError("Use the name of a file, without a folder.");
}

/** The kubelet starts the provider in a folder of its own choice. */
function readTokenFile(text: string): string {
  if (text.startsWith("/")) return text;
  throw new InvalidArgumentError("Use a whole path, beginning with /.");
}
