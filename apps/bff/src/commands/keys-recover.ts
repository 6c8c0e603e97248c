import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";

export const keysRecoverCommand: Command = {
  group: "keys",
  define: (program, run) => {
    program
      .command("recover")
      .requiredOption("--identity <file>", "the age identity that opens what was kept for recovery")
      .description("Wrap every key under a new BERTH_KEY after the old one was lost")
      .addHelpText(
        "after",
        "\nStop every server first. Make the new key with `berth keys create` and set BERTH_KEY to it.",
      )
      .action((options: { identity: string }) =>
        run(async (context) => {
          const { readKeys } = await import("../boot/key.ts");
          const { newcomerOf } = await import("../boot/right-keys.ts");
          const { recoverKeys } = await import("../services/keys/recover.ts");
          const { openEverything } = await import("../backup/open-everything.ts");
          const { kekSet } = await import("../vault/kek-set.ts");
          const { counted } = await import("./counted.ts");
          const { findInstance, withStore } = await import("./open-instance.ts");
          const { output, cwd, env } = context;
          const identity = await readIdentity(resolve(cwd, options.identity));
          const found = await findInstance(context);
          const { config, state } = found;
          const { current } = await readKeys(config, env);
          if (current === null) {
            throw new StartError(
              "config",
              "BERTH_KEY names no key yet. Make one first: berth keys create <file>",
            );
          }
          const instanceId = state.instance.id;
          return await withStore(found, async (store) => {
            await store.keys.addKek(newcomerOf(config, current.kek, instanceId, Date.now()));
            const { moved, failing } = await recoverKeys(
              store.keys,
              identity,
              current.kek,
              instanceId,
            );
            output.line(`${counted(moved, "key")} recovered and wrapped under ${current.kek.id}.`);
            for (const { organizationId, version } of failing) {
              output.line(
                `CAN'T RECOVER key version ${version} of ${organizationId ?? "the instance"}: it was not kept for this identity.`,
              );
            }
            if (failing.length > 0) return commandExit.found;
            const opened = await openEverything(store, kekSet(current.kek), instanceId);
            for (const problem of opened.problems) output.line(`NOT IN ORDER: ${problem}`);
            if (opened.problems.length > 0) return commandExit.found;
            output.line(`${counted(opened.records, "secret")} opened for trial. Start the server.`);
            return commandExit.ok;
          });
        }),
      );
  },
};

async function readIdentity(path: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    throw new StartError("argument", `The identity ${path} can't be read (${code}).`, err);
  }
  const lines = text.split("\n").map((line) => line.trim());
  const [identity, ...more] = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (identity !== undefined && more.length === 0 && /^AGE-SECRET-KEY-1[A-Z0-9]+$/.test(identity)) {
    return identity;
  }
  throw new StartError("argument", `The file ${path} holds no age identity (AGE-SECRET-KEY-1…).`);
}
