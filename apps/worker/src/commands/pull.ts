import { InvalidArgumentError, Option } from "commander";
import { engineNames } from "../engine/engine.ts";
import { exitCodeHelp } from "../exit-code.ts";
import type { PullOptions } from "../pull/pull-options.ts";
import { settingsHelp } from "../settings.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
Engines:
  skopeo  the default; takes every destination
  podman  pulls into Podman's storage, under the image's own name
  docker  lets the Docker engine of this machine pull, under docker-daemon:<the image's own name>

Destinations:
  oci:<dir>[:tag]            a folder in the OCI layout
  dir:<dir>                  a folder with manifest and layers as files
  containers-storage:<name>  where Podman, Buildah and CRI-O keep images; the default, under the image's own name
  docker-daemon:<name>:<tag> the Docker engine

Prints two lines to standard output, everything else goes to standard error:
  Pulling image: <image as written>
  Image digest: sha256:…     what the registry holds under the tag: of an image for several platforms, their list

${settingsHelp}

${exitCodeHelp}

Example:
  BERTH_URL=https://berth.example.com BERTH_TOKEN_FILE=/run/secrets/berth \\
    berth-worker pull registry.example.com/team/app:1 --project training --to oci:app`;

export const pullCommand: Command = {
  define: (program, run) => {
    program
      .command("pull")
      .description(
        "Pull an image, signed in with what Berth hands out for it (needs skopeo, Podman or Docker)",
      )
      .argument("<image>", "the image, as in any Dockerfile or manifest")
      .option(
        "-p, --project <project>",
        "the project the pull is for; the token's default without it",
        readProject,
      )
      .option("-t, --to <destination>", "where the image goes (see below)")
      .addOption(
        new Option("-e, --engine <engine>", "what fetches the image (see below)")
          .choices(engineNames)
          .default("skopeo"),
      )
      .option("--json", "print one JSON object instead of the two lines")
      .option("--timeout <seconds>", "give up after this long", readTimeout, 3600)
      .addHelpText("after", details)
      .action((image: string, options: PullOptions) =>
        run(async (context) => {
          const { runPull } = await import("../pull/run-pull.ts");
          return runPull(image, options, context);
        }),
      );
  },
};

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    throw new InvalidArgumentError("Use a whole number of seconds from 1 to 86400.");
  }
  return seconds;
}
