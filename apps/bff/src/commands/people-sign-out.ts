import { commandExit, type Command } from "./command.ts";

export const peopleSignOutCommand: Command = {
  group: "people",
  define: (program, run) => {
    program
      .command("sign-out")
      .argument("<email>", "whose sessions")
      .description("End every session of somebody, on every server, at once")
      .addHelpText(
        "after",
        "\nThey can sign in again with what they have. Where a password may be known to others, print them a reset-link too. The log of each of their organizations says that you did it.\nThe server may run meanwhile.",
      )
      .action((email: string) =>
        run(async (context) => {
          const { operatorEntries } = await import("../services/operator-entry.ts");
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { requirePerson } = await import("./require-person.ts");
          return await withStore(await findInstance(context), async (store) => {
            const person = await requirePerson(store, email);
            const ended = await store.sessions.end({
              personId: person.id,
              which: { allBut: null },
              audit: await operatorEntries(store, person, "session.end", Date.now()),
            });
            context.output.line(
              ended.ok
                ? `${email} is signed out everywhere.`
                : `${email} was not signed in anywhere.`,
            );
            return commandExit.ok;
          });
        }),
      );
  },
};
