import { readFile } from "node:fs/promises";
import { askHere } from "./ask-here.ts";
import type { Environment } from "./environment.ts";
import { findIdentity } from "./find-identity.ts";
import type { Identity, NoIdentity } from "./identity.ts";
import type { Ask } from "./machine.ts";

/** Keys are asked for anew while they still last this long: AWS has the next ones ready by then. */
const renewMsBefore = 5 * 60_000;
/** Looking in vain takes seconds; whoever asks meanwhile is told the same. */
const vainMs = 30_000;
/** Files and environments may change behind keys that name no end. */
const endlessMs = 5 * 60_000;

/** This machine's own AWS identity, looked for when it is first asked for. */
export type MachineIdentity = { read: () => Promise<Identity | NoIdentity> };

export type MachineIdentityOptions = {
  environment: Environment;
  askSts: Ask<"POST">;
  /** Milliseconds since the epoch. */
  clock?: (() => number) | undefined;
};

/** Keeps the identity below its own life, and looks for it once however many ask at the same time. */
export function createMachineIdentity({
  environment,
  askSts,
  clock = Date.now,
}: MachineIdentityOptions): MachineIdentity {
  const machine = { environment, readText, askHere, askSts };
  let kept: { found: Identity | NoIdentity; until: number } | null = null;
  let looking: Promise<Identity | NoIdentity> | null = null;
  const look = async () => {
    const found = await findIdentity(machine);
    const now = clock();
    const last = kept?.found;
    const stillGood = !found.ok && last?.ok === true && (last.expiresAt ?? 0) > now;
    const counts = stillGood ? last : found;
    kept = { found: counts, until: stillGood ? now + vainMs : lastsUntil(found, now) };
    return counts;
  };
  return {
    read: async () => {
      if (kept !== null && kept.until > clock()) return kept.found;
      looking ??= look().finally(() => {
        looking = null;
      });
      return await looking;
    },
  };
}

function lastsUntil(found: Identity | NoIdentity, now: number): number {
  if (!found.ok) return now + vainMs;
  return found.expiresAt === null ? now + endlessMs : found.expiresAt - renewMsBefore;
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return null;
  }
}
