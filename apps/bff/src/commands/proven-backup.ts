import { resolve } from "node:path";
import { momentInWords } from "@berth/registry-client";
import { checkBackup } from "../backup/check-backup.ts";
import type { Manifest } from "../backup/manifest.ts";
import { readKeys } from "../boot/key.ts";
import { checkRuntime } from "../boot/runtime.ts";
import { StartError } from "../boot/start-error.ts";
import { readConfig, type Config } from "../config/config.ts";
import type { CommandContext } from "./command.ts";
import { counted } from "./counted.ts";

export type ProvenBackup = { config: Config; folder: string; lines: string[] } & (
  | { ok: true; manifest: Manifest }
  | { ok: false }
);

/** Checks a backup with the key at hand, and says in lines what came of it. */
export async function provenBackup(
  { env, cwd }: CommandContext,
  path: string,
): Promise<ProvenBackup> {
  checkRuntime(process.version);
  const read = readConfig(env, cwd);
  if (!read.ok) throw new StartError("config", read.problems.join("\n"));
  const { config } = read;
  const folder = resolve(cwd, path);
  const checked = await checkBackup(folder, config, await readKeys(config, env));
  if (!checked.ok) {
    const lines = checked.problems.map((problem) => `NOT IN ORDER: ${problem}`);
    return { ok: false, config, folder, lines };
  }
  const { manifest, opened } = checked;
  const { keys, records, events } = opened;
  const line = `Backup of ${manifest.instance} of ${momentInWords(Date.parse(manifest.createdAt))} is in order: ${counted(keys, "key")} and ${counted(records, "secret")} opened, ${counted(events, "audit event")} in unbroken chains.`;
  return { ok: true, config, folder, lines: [line], manifest };
}
