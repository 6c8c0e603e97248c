import { commandExit, type Command } from "./command.ts";

export const supportStaffDismissCommand: Command = {
  group: "support-staff",
  define: (program, run) => {
    program
      .command("dismiss")
      .argument("<email>", "who")
      .description("Let somebody enter no organization any more; open visits end at once")
      .addHelpText(
        "after",
        "\nTheir account and their own memberships stay. The log of each organization they are in says that the visit has ended.\nThe server may run meanwhile.",
      )
      .action((email: string) =>
        run(async (context) => {
          const { operatorEntry } = await import("../services/operator-entry.ts");
          const { visitObject } = await import("../services/support-staff/visit-view.ts");
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { requirePerson } = await import("./require-person.ts");
          return await withStore(await findInstance(context), async (store) => {
            const person = await requirePerson(store, email);
            const at = Date.now();
            const visits = await store.supportStaff.visitsOf(person.id, at);
            const dismissed = await store.supportStaff.dismiss({
              personId: person.id,
              at,
              audit: visits.map(({ organization, visit }) => ({
                organizationId: organization.id,
                entry: operatorEntry(
                  "support-visit.end",
                  visitObject({ id: visit.id, person }),
                  at,
                ),
              })),
            });
            context.output.line(
              dismissed.ok
                ? `${person.email} enters no organization any more.`
                : `${person.email} was no support staff.`,
            );
            return commandExit.ok;
          });
        }),
      );
  },
};
