import { commandExit, type Command } from "./command.ts";

const minutes = 60;

export const supportStaffAppointCommand: Command = {
  group: "support-staff",
  define: (program, run) => {
    program
      .command("appoint")
      .argument("<email>", "who")
      .option("--name <name>", "make an account for somebody who has none, under this name")
      .description("Let somebody enter this instance's organizations to help")
      .addHelpText(
        "after",
        `\nThey enter with a reason, for eight hours at most, look and run checks, and see no secret. Each organization sees it, can end it, and can keep them out. They need a second factor.\nWith --name a link is printed with which they set their password; it works once, for ${minutes} minutes.\nThe server may run meanwhile.`,
      )
      .action((email: string, { name }: { name?: string }) =>
        run(async (context) => {
          const { publicUrlOf } = await import("../boot/public-url.ts");
          const { makeResetLink } = await import("../services/passwords/make-reset-link.ts");
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { personToAppoint } = await import("./person-to-appoint.ts");
          const instance = await findInstance(context);
          return await withStore(instance, async (store) => {
            const at = Date.now();
            const one = await personToAppoint(store, email, name, at);
            const appointed = await store.supportStaff.appoint({ person: one, at });
            const since = appointed.ok ? "of this instance now" : "already";
            context.output.note(`${one.person.email} is support staff ${since}.`);
            if (one.kind === "known") return commandExit.ok;
            const { config } = instance;
            const publicUrl = publicUrlOf(config, config.port);
            const making = { store, clock: () => at, publicUrl };
            context.output.line(await makeResetLink(making, one.person, minutes));
            context.output.note(`The link works once, for ${minutes} minutes.`);
            return commandExit.ok;
          });
        }),
      );
  },
};
