import { commandExit, type Command } from "./command.ts";

const minutes = 60;

export const peopleResetLinkCommand: Command = {
  group: "people",
  define: (program, run) => {
    program
      .command("reset-link")
      .argument("<email>", "whose password")
      .description("Print a link with which somebody sets a new password")
      .addHelpText(
        "after",
        `\nIt works once, for ${minutes} minutes, and ends the person's sessions when it is used. A second factor stays, and is asked for with it.\nThe server may run meanwhile.`,
      )
      .action((email: string) =>
        run(async (context) => {
          const { publicUrlOf } = await import("../boot/public-url.ts");
          const { makeResetLink } = await import("../services/passwords/make-reset-link.ts");
          const { operatorEntries } = await import("../services/operator-entry.ts");
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { requirePerson } = await import("./require-person.ts");
          const instance = await findInstance(context);
          return await withStore(instance, async (store) => {
            const person = await requirePerson(store, email);
            const at = Date.now();
            const told = await operatorEntries(store, person, "account.reset-link", at);
            for (const { organizationId, entry } of told) {
              await store.audit.append(organizationId, entry);
            }
            const { config } = instance;
            const publicUrl = publicUrlOf(config, config.port);
            const clock = () => at;
            context.output.line(await makeResetLink({ store, clock, publicUrl }, person, minutes));
            context.output.note(`The link works once, for ${minutes} minutes.`);
            return commandExit.ok;
          });
        }),
      );
  },
};
