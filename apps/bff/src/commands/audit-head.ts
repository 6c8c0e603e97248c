import { iso } from "../services/time.ts";
import { commandExit, type Command } from "./command.ts";

export const auditHeadCommand: Command = {
  group: "audit",
  define: (program, run) => {
    program
      .command("head")
      .description("Print where each organization's audit chain ends, one JSON object a line")
      .addHelpText(
        "after",
        "\nKeep what it prints away from the database: `berth audit verify --against <file>` then notices\neven a database that was put back to an older state or written anew as a whole.",
      )
      .action(() =>
        run(async (context) => {
          const { findInstance, withStore } = await import("./open-instance.ts");
          const instance = await findInstance(context);
          const heads = await withStore(instance, (store) => store.audit.heads());
          for (const { organizationId, slug, sequence, hash } of heads) {
            const head = { organizationId, slug, sequence, hash, at: iso(Date.now()) };
            context.output.line(JSON.stringify({ instance: instance.state.instance.id, ...head }));
          }
          return commandExit.ok;
        }),
      );
  },
};
