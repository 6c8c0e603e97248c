import { commandExit, type Command } from "./command.ts";

export const peopleRemoveSecondFactorCommand: Command = {
  group: "people",
  define: (program, run) => {
    program
      .command("remove-second-factor")
      .argument("<email>", "whose second factor")
      .description("Remove the second factor of somebody who has lost it")
      .addHelpText(
        "after",
        "\nTheir app, passkeys and recovery codes stop working, and their password alone signs them in. Make sure that it is them who ask: the log of each of their organizations says that you did it.\nThe server may run meanwhile.",
      )
      .action((email: string) =>
        run(async (context) => {
          const { StartError } = await import("../boot/start-error.ts");
          const { operatorEntries } = await import("../services/operator-entry.ts");
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { requirePerson } = await import("./require-person.ts");
          return await withStore(await findInstance(context), async (store) => {
            const person = await requirePerson(store, email);
            const removed = await store.secondFactors.removeAll({
              personId: person.id,
              audit: await operatorEntries(
                store,
                person,
                "account.remove-second-factor",
                Date.now(),
              ),
            });
            if (!removed.ok) throw new StartError("argument", `${email} has no second factor.`);
            context.output.line(`${email} signs in with the password alone from now on.`);
            return commandExit.ok;
          });
        }),
      );
  },
};
