import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

const direction = "sqlite-to-postgres";

export const migrateStoreCommand: Command = {
  define: (program, run) => {
    program
      .command("migrate-store")
      .argument("<direction>", `${direction}, which may be written sqlite→postgres`)
      .description("Move an instance from the data folder into an empty PostgreSQL database")
      .addHelpText(
        "after",
        "\nThe server must be stopped. BERTH_DATA_DIR is where the instance is, BERTH_DATABASE_URL where it goes.\nEvery row is compared before anything counts; then every key and secret is opened and every audit\nchain recomputed. The data folder is left as it is.",
      )
      .action((given: string) =>
        run(async (context) => {
          if (given !== direction && given !== "sqlite→postgres") {
            throw new StartError("argument", `An instance can be moved ${direction} only.`);
          }
          const { moveInstance } = await import("./move-instance.ts");
          const problems = await moveInstance(context);
          for (const line of problems) context.output.line(line);
          return problems.length === 0 ? commandExit.ok : commandExit.found;
        }),
      );
  },
};
