import { Argument } from "commander";
import { settingsHelp } from "../settings.ts";
import type { Command } from "./command.ts";

const details = `
Speaks the protocol by which Docker and Podman ask a program for a registry's login. Install it under the name
they look for, and name it in ~/.docker/config.json or containers' auth.json:
  ln -s "$(command -v berth-worker)" /usr/local/bin/docker-credential-berth
  { "credHelpers": { "registry.example.com": "berth" } }

The protocol knows the host only. A host is answered where one registry alone has patterns on it and one of
them is the whole host; any other is "not found", with the reason on standard error.
get prints a user name and a secret to standard output. store refuses, erase does nothing: no login is kept.

${settingsHelp}

Exit codes, as the protocol has them:
    0  done
    1  anything else; standard output says what`;

export const credentialHelperCommand: Command = {
  define: (program, run) => {
    program
      .command("credential-helper")
      .description("Docker's credential helper; also as docker-credential-berth")
      .addArgument(
        new Argument("<action>", "what to do").choices([
          "get",
          "store",
          "erase",
          "list",
          "version",
        ]),
      )
      .addHelpText("after", details)
      .action((action: string) =>
        run(async (context) => {
          const { runHelper } = await import("../helper/run-helper.ts");
          return runHelper(action, context);
        }),
      );
  },
};
