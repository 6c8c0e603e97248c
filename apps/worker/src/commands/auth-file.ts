import { exitCodeHelp } from "../exit-code.ts";
import type { AuthFileOptions } from "../auth-file/auth-file-options.ts";
import { settingsHelp } from "../settings.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
Writes the file that skopeo, Podman, Buildah and CRI-O read (containers-auth.json), readable by its owner alone
and replaced in one step. Each entry is for one image's path, or with --all for one pattern's; the file holds
nothing else, and one that does is left alone. What Berth refuses gets an empty entry where a wider one would
take its place. Use it with --authfile, or REGISTRY_AUTH_FILE.

With --watch it goes on: it writes again before the first credential ends, every ten minutes at the latest, and
empties the file when Berth rejects the worker token. SIGTERM ends it; the file stays.
Exits 3 when an image was refused, 5 when a registry is away; what was given is written nevertheless.

${settingsHelp}

${exitCodeHelp}

Example:
  berth-worker auth-file registry.example.com/team/app --out /run/berth/auth.json
  podman pull --authfile /run/berth/auth.json registry.example.com/team/app:1`;

export const authFileCommand: Command = {
  define: (program, run) => {
    program
      .command("auth-file")
      .description("Write an auth file for images, or for every pattern of the organization")
      .argument("[images...]", "the images to write entries for")
      .option("--all", "every pattern of the organization that such a file can express")
      .requiredOption("-o, --out <file>", "the file to write")
      .option("-w, --watch", "go on and keep the file fresh")
      .option(
        "-p, --project <project>",
        "the project that pulls; the token's default without it",
        readProject,
      )
      .option("--json", "print one JSON object each time the file is written")
      .addHelpText("after", details)
      .action((images: string[], options: AuthFileOptions) =>
        run(async (context) => {
          const { runAuthFile } = await import("../auth-file/run-auth-file.ts");
          return runAuthFile(images, options, context);
        }),
      );
  },
};
