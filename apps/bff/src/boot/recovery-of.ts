import type { Config } from "../config/config.ts";
import type { Recovery } from "../vault/recovery.ts";

/** The recovery recipient of the configuration; null where it names none. */
export async function recoveryOf({ recoveryRecipient }: Config): Promise<Recovery | null> {
  if (recoveryRecipient === null) return null;
  // Most instances have none, and the format brings a library with it.
  const { recoveryFor } = await import("../vault/recovery.ts");
  return recoveryFor(recoveryRecipient);
}
