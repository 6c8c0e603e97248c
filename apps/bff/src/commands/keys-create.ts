import { resolve } from "node:path";
import { commandExit, type Command } from "./command.ts";

export const keysCreateCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("create")
      .argument("<file>", "where the new key is written; nothing may stand there")
      .description("Write a new key-encryption key for this instance")
      .action((file: string) =>
        run(async (context) => {
          const { newKeyFile } = await import("../boot/key.ts");
          const { kekFrom } = await import("../vault/kek.ts");
          const { findInstance } = await import("./open-instance.ts");
          const { config, state } = await findInstance(context);
          const path = resolve(context.cwd, file);
          const { id } = kekFrom(await newKeyFile(path, config.dataDir, state.instance.id));
          context.output.line(`Key ${id} was written to ${path}. Keep a copy, apart from backups.`);
          context.output.note(
            `Start every server with BERTH_KEY=file:${path} and BERTH_KEY_PREVIOUS set to where the old key is; then run: berth keys rewrap`,
          );
          return commandExit.ok;
        }),
      );
  },
};
