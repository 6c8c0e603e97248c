import { commandExit, type Command } from "./command.ts";

export const supportStaffListCommand: Command = {
  group: "support-staff",
  define: (program, run) => {
    program
      .command("list")
      .description("Print who is support staff, and which organizations they are in")
      .action(() =>
        run(async (context) => {
          const { momentInWords } = await import("@berth/registry-client");
          const { findInstance, withStore } = await import("./open-instance.ts");
          return await withStore(await findInstance(context), async (store) => {
            const now = Date.now();
            const staff = await store.supportStaff.list();
            if (staff.length === 0) context.output.note("Nobody is support staff here.");
            for (const { id, name, email } of staff) {
              const visits = await store.supportStaff.visitsOf(id, now);
              const where = visits.map(
                ({ organization, visit }) =>
                  `${organization.slug} until ${momentInWords(visit.endsAt)}`,
              );
              context.output.line([email, name, where.join(", ") || "nowhere"].join("\t"));
            }
            return commandExit.ok;
          });
        }),
      );
  },
};
