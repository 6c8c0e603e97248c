import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const keysRewrapCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("rewrap")
      .description("Wrap every key under BERTH_KEY, and finish what a rotation has left")
      .option("--offline", "no server is running, so none needs to know the new key first")
      .addHelpText(
        "after",
        "\nServers may run meanwhile, as long as each was started with both keys (BERTH_KEY and\nBERTH_KEY_PREVIOUS). Can be interrupted and run again at any time.",
      )
      .action((options: { offline?: boolean }) =>
        run(async (context) => {
          const { rewrapKeys } = await import("../services/keys/rewrap.ts");
          const { findInstance, findKeys, withVault } = await import("./open-instance.ts");
          const { finishReEncryption } = await import("./finish-re-encryption.ts");
          const { counted } = await import("./counted.ts");
          const { output } = context;
          const instance = await findInstance(context);
          const keys = await findKeys(context, instance);
          const { newcomer, keks } = keys;
          if (newcomer !== null && options.offline !== true) throw unknownToServers(newcomer.kekId);
          return await withVault(instance, keys, async ({ store, vault }) => {
            if (newcomer !== null) await store.keys.addKek(newcomer);
            const { moved, failing } = await rewrapKeys(
              store.keys,
              keks,
              instance.state.instance.id,
            );
            output.line(`${counted(moved, "key")} newly wrapped under ${keks.current.id}.`);
            for (const { organizationId, version, kekId } of failing) {
              output.line(
                `CAN'T OPEN key version ${version} of ${organizationId ?? "the instance"}: it needs key ${kekId}.`,
              );
            }
            const complete = await finishReEncryption({ store, vault, output });
            if (failing.length > 0 || !complete) return commandExit.found;
            for (const { kekId, active } of await store.keys.keyring()) {
              if (active) continue;
              output.line(
                `Key ${kekId} wraps nothing any more. Restart every server without it, then run: berth keys forget ${kekId}`,
              );
            }
            return commandExit.ok;
          });
        }),
      );
  },
};

function unknownToServers(kekId: string): StartError {
  return new StartError(
    "config",
    `No server has been started with the new key ${kekId} yet, so a running one could not read what it wraps. Nothing was changed. Start every server with BERTH_KEY and BERTH_KEY_PREVIOUS first, or add --offline where none is running.`,
  );
}
