import type { RegistryType, SecretValues, Settings } from "@berth/registry-catalog";
import type { Expiry } from "../../store/rows.ts";
import { fromIso } from "../time.ts";

/** The date somebody entered; else what the secret says of itself or its type's usual life. */
export function expiryOf(
  { type, settings, secret }: { type: RegistryType; settings: Settings; secret: SecretValues },
  entered: string | null | undefined,
  now: number,
): Expiry {
  if (entered !== null && entered !== undefined) return { at: fromIso(entered), source: "entered" };
  const reading = type.expiry(secret, settings, now);
  return { at: reading.at, source: reading.source };
}
