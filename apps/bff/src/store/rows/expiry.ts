import type { ExpirySource } from "@berth/api-contract";
import type { PersonRef } from "./reference.ts";

export type Expiry = { at: number | null; source: ExpirySource };

/** Who entered it, where somebody did, and until when nobody is to be reminded of it. */
export type KnownExpiry = Expiry & { by: PersonRef | null; snoozedUntil: number | null };
