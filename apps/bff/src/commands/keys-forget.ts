import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const keysForgetCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("forget")
      .argument("<key>", "the id of a key-encryption key that wraps nothing any more")
      .description("Drop a key-encryption key from the keyring")
      .addHelpText(
        "after",
        "\nBackups from before still need it: keep a copy as long as you keep them. To make what is in\nthem unreadable for good, destroy every copy.",
      )
      .action((kekId: string) =>
        run(async (context) => {
          const { findInstance, withStore } = await import("./open-instance.ts");
          const instance = await findInstance(context);
          const result = await withStore(instance, (store) => store.keys.removeKek(kekId));
          if (!result.ok) throw refusal(kekId, result);
          context.output.line(`Key ${kekId} is forgotten. Backups from before still need it.`);
          return commandExit.ok;
        }),
      );
  },
};

function refusal(
  kekId: string,
  result: { reason: "not_found" } | { reason: "in_use"; keys: number },
): StartError {
  if (result.reason === "not_found") {
    return new StartError("argument", `The keyring has no key ${kekId}. See: berth keys status`);
  }
  const why =
    result.keys > 0
      ? `still wraps ${result.keys} keys. Run first: berth keys rewrap`
      : "is the active one: new keys are wrapped under it.";
  return new StartError("config", `Key ${kekId} ${why} Nothing was changed.`);
}
