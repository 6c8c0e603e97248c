import { resolve } from "node:path";
import { listInWords } from "@berth/image-pattern";
import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const backupCommand: Command = {
  define: (program, run) => {
    const backup = program
      .command("backup")
      .argument("[folder]", "where to write it; by default berth-backup-<time> in this folder")
      .description("Write a backup: a copy of the database and a manifest, never a key")
      .addHelpText("after", "\nThe server may run meanwhile.")
      .action((folder: string | undefined) =>
        run(async (context) => {
          const { databaseFile } = await import("./database-file.ts");
          const { writeBackup } = await import("../backup/write-backup.ts");
          const { noteBackup } = await import("../backup/last-backup.ts");
          const { findInstance } = await import("./open-instance.ts");
          const { counted } = await import("./counted.ts");
          const { config } = await findInstance(context);
          const at = Date.now();
          const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, "-");
          const target = resolve(context.cwd, folder ?? `berth-backup-${stamp}`);
          const manifest = await writeBackup(databaseFile(config), target, at).catch(
            (err: unknown) => {
              throw refusal(target, err);
            },
          );
          await noteBackup(config.dataDir, at).catch(() => {
            context.output.note(
              "The console can't be told of it: the data folder is closed to this account.",
            );
          });
          const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
          context.output.line(
            `Backup of ${manifest.instance} in ${target}: ${counted(rows, "row")}, ${manifest.file.bytes} bytes.`,
          );
          context.output.line(
            `To read its secrets it needs ${manifest.keys.length === 1 ? "the key" : "the keys"} ${listInWords(manifest.keys)}, kept somewhere else.`,
          );
          return commandExit.ok;
        }),
      );
    backup
      .command("verify")
      .argument("<folder>", "a backup")
      .description("Prove a backup: restore it into a scratch folder and open everything in it")
      .addHelpText("after", "\nNeeds the key. Ends with 1 where anything is wrong.")
      .action((folder: string) =>
        run(async (context) => {
          const { provenBackup } = await import("./proven-backup.ts");
          const proven = await provenBackup(context, folder);
          for (const line of proven.lines) context.output.line(line);
          return proven.ok ? commandExit.ok : commandExit.found;
        }),
      );
  },
};

function refusal(target: string, err: unknown): StartError {
  if (err instanceof StartError) return err;
  const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
  const why =
    { EEXIST: "something stands there already", ENOENT: "its parent folder does not exist" }[
      code
    ] ?? code;
  return new StartError("cannotCreate", `The backup ${target} can't be written: ${why}.`, err);
}
