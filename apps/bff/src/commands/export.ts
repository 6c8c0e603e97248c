import { commandExit, type Command } from "./command.ts";
import type { RemoteOptions } from "./remote-access.ts";

export const exportCommand: Command = {
  define: (program, run) => {
    program
      .command("export")
      .description(
        "Print an organization's registries, projects, alert channels, pull-through caches and settings as YAML, without secrets",
      )
      .option("-o, --organization <name>", "as in addresses; by default BERTH_ORGANIZATION")
      .option("--url <address>", "where Berth is; by default BERTH_URL")
      .addHelpText(
        "after",
        "\nAsks the API, with the token in BERTH_API_TOKEN: it needs the scopes registries:read, projects:read and settings:read. Without the last, alert channels, pull-through caches and settings are left out.",
      )
      .action((options: RemoteOptions) =>
        run(async (context) => {
          const { remoteAccess } = await import("./remote-access.ts");
          const { documentOf, readState } = await import("../configuration/read-state.ts");
          const { printDocument } = await import("../configuration/document.ts");
          const { orStartError } = await import("./remote-refusal.ts");
          const { api, org } = remoteAccess(context, options);
          const state = await orStartError(readState(api, org));
          if (state.settings === null) {
            context.output.note(
              "berth: alert channels, pull-through caches and settings are left out: the token lacks the scope settings:read.",
            );
          }
          context.output.line(printDocument(org, documentOf(state)).replace(/\n$/, ""));
          return commandExit.ok;
        }),
      );
  },
};
