import { commandExit, type Command } from "./command.ts";

export const auditVerifyCommand: Command = {
  group: "audit",
  define: (program, run) => {
    program
      .command("verify")
      .description("Recompute every audit chain and name the first event that does not fit")
      .option("--organization <slug>", "only this organization's")
      .option("--against <file>", "also compare with what `berth audit head` printed earlier")
      .addHelpText("after", "\nThe server may run meanwhile. Ends with 1 where a chain is broken.")
      .action((options: { organization?: string; against?: string }) =>
        run(async (context) => {
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { readHeads } = await import("./audit-heads-file.ts");
          const { verifyChains } = await import("./verify-chains.ts");
          const earlier = options.against === undefined ? [] : await readHeads(options.against);
          const instance = await findInstance(context);
          const lines = await withStore(instance, (store) =>
            verifyChains(store, { slug: options.organization ?? null, earlier }),
          );
          for (const { text } of lines) context.output.line(text);
          return lines.every(({ ok }) => ok) ? commandExit.ok : commandExit.found;
        }),
      );
  },
};
