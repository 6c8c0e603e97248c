import type { Instance, KeyringEntry } from "../rows.ts";
import type { Ok, Refused } from "./outcome.ts";

export type InstanceStore = {
  read(): Promise<Instance | null>;
  /** Once per database; refused where an instance stands already. */
  initialise(command: {
    instance: Instance;
    /** The first one, which is active. */
    keyring: Omit<KeyringEntry, "active">;
  }): Promise<Ok | Refused<"already_initialised">>;
};
