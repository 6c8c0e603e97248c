import { createMachineIdentity } from "@berth/aws-identity";
import { askThrough, type OwnAws, type Transport } from "@berth/registry-client";
import type { Environment } from "../environment.ts";

/** The AWS identity of this machine, as the registry client takes it. */
export function workerIdentity(environment: Environment, transport: Transport): OwnAws {
  const machine = createMachineIdentity({ environment, askSts: askThrough(transport) });
  return {
    of: "worker",
    find: async () => {
      // Signing needs it, and Node 18 keeps it out of the global scope.
      globalThis.crypto ??= (await import("node:crypto")).webcrypto as typeof globalThis.crypto;
      const found = await machine.read();
      if (!found.ok) return found;
      return { ok: true, keys: found.keys, expiresAt: found.expiresAt, asItIs: true };
    },
  };
}
