import type { KeysOfOwner, KeyStatus } from "../services/keys/key-status.ts";
import { counted } from "./counted.ts";
import { commandExit, type Command } from "./command.ts";

export const keysStatusCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("status")
      .description("Show which key wraps what, and open every key for trial")
      .addHelpText(
        "after",
        "\nChanges nothing. Ends with 1 while anything waits for `berth keys rewrap` or can't be opened.",
      )
      .action(() =>
        run(async (context) => {
          const { keyStatus } = await import("../services/keys/key-status.ts");
          const { findInstance, findKeys, withStore } = await import("./open-instance.ts");
          const instance = await findInstance(context);
          const { keks } = await findKeys(context, instance);
          const { recoveryRecipient } = instance.config;
          const status = await withStore(instance, (store) =>
            keyStatus(store, keks, instance.state.instance.id, recoveryRecipient),
          );
          for (const line of linesOf(status, recoveryRecipient)) context.output.line(line);
          return isSettled(status, recoveryRecipient) ? commandExit.ok : commandExit.found;
        }),
      );
  },
};

function linesOf(
  { keks, instance, recovery, organizations }: KeyStatus,
  recipient: string | null,
): string[] {
  return [
    ...keks.map(({ kekId, provider, active, wraps, held }) => {
      const state = [
        ...(active ? ["active"] : []),
        `wraps ${counted(wraps, "key")}`,
        ...(held ? [] : ["not at hand"]),
        ...(wraps === 0 && !active ? [`can be given up: berth keys forget ${kekId}`] : []),
      ];
      return `key-encryption key ${kekId} (${provider}): ${state.join(", ")}`;
    }),
    ...(recipient === null
      ? []
      : [
          `recovery recipient ${recipient}: ${recovery.sealed} of ${counted(recovery.keys, "key")}`,
        ]),
    `instance: ${keyWords(instance)}`,
    ...organizations.map(({ organization, records, outdated, ...keys }) => {
      const sealed =
        outdated === 0
          ? counted(records, "record")
          : `${outdated} of ${counted(records, "record")} under an older key`;
      return `organization ${organization.slug}: ${keyWords(keys)}, ${sealed}`;
    }),
  ];
}

function keyWords({ version, failing }: KeysOfOwner): string {
  if (version === 0) return "NO KEY";
  const opens = failing.length === 0 ? "opens" : `CAN'T OPEN version ${failing.join(", ")}`;
  return `key version ${version}, ${opens}`;
}

function isSettled(
  { keks, instance, recovery, organizations }: KeyStatus,
  recipient: string | null,
): boolean {
  return (
    (recipient === null || recovery.sealed === recovery.keys) &&
    keks.every(({ active, wraps }) => active || wraps === 0) &&
    [instance, ...organizations].every(
      ({ version, failing }) => version > 0 && failing.length === 0,
    ) &&
    organizations.every(({ outdated }) => outdated === 0)
  );
}
