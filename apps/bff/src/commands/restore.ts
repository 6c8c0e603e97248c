import { existsSync } from "node:fs";
import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const restoreCommand: Command = {
  define: (program, run) => {
    program
      .command("restore")
      .argument("<folder>", "a backup")
      .option("--replace", "a database that stands there is put aside")
      .description("Prove a backup, then put it in the place of the database")
      .addHelpText(
        "after",
        "\nThe server must be stopped. Everybody is signed out, and each organization's audit log says that\nits data were put back. What was taken away since the backup is there again: worker and API tokens\nthat were revoked, members who were removed, invitations that were taken back. Take it away anew.",
      )
      .action((folder: string, options: { replace?: boolean }) =>
        run(async (context) => {
          const { databaseFile } = await import("./database-file.ts");
          const { prepareDataFolder } = await import("../boot/data-folder.ts");
          const { takeLock } = await import("../boot/lock.ts");
          const { createUndo } = await import("../boot/undo.ts");
          const { restoreBackup } = await import("../backup/restore-backup.ts");
          const { provenBackup } = await import("./proven-backup.ts");
          const proven = await provenBackup(context, folder);
          for (const line of proven.lines) context.output.line(line);
          if (!proven.ok) return commandExit.found;
          const { dataDir } = proven.config;
          const path = databaseFile(proven.config);
          await prepareDataFolder(dataDir, createUndo());
          const lock = await takeLock(dataDir);
          try {
            if (existsSync(path) && options.replace !== true) throw standing(path);
            const { aside } = await restoreBackup(
              proven.folder,
              proven.manifest,
              dataDir,
              Date.now(),
            );
            if (aside !== null)
              context.output.line(`The database that stood there is in ${aside}.`);
            context.output.line(`Restored into ${dataDir}. Start the server.`);
          } finally {
            lock.release();
          }
          return commandExit.ok;
        }),
      );
  },
};

function standing(path: string): StartError {
  return new StartError(
    "cannotCreate",
    `A database stands in ${path}. Nothing was changed. Add --replace to put it aside and restore.`,
  );
}
