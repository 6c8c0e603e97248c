import { networkOf } from "../../auth/network-of.ts";
import type { WorkerToken } from "../../store/rows.ts";
import type { AuditStore } from "../../store/ports/audit.ts";
import { createBoundedMap } from "../bounded-map.ts";

/** Writes down that a token was used from where it may not be: it may have been stolen. */
export type WrongNetworks = {
  note(request: { requestId: string; address: string | null }, token: WorkerToken): Promise<void>;
};

const everyMs = 10 * 60_000;
const keptMax = 10_000;

/** Once in ten minutes for each token and network, so that a worker that tries again does not fill the log. */
export function createWrongNetworks(audit: AuditStore, clock: () => number): WrongNetworks {
  const noted = createBoundedMap<number>(keptMax);
  return {
    async note({ requestId, address }, { organizationId, id, name }) {
      const key = `${id} ${networkOf(address)}`;
      const at = clock();
      // Also where the clock was set back.
      if (Math.abs(at - (noted.get(key) ?? -everyMs)) < everyMs) return;
      noted.set(key, at);
      await audit.append(organizationId, {
        action: "worker-token.wrong-network",
        actor: { kind: "worker-token", id, name },
        object: { kind: "worker-token", id, name },
        changes: [],
        address,
        requestId,
        at,
      });
    },
  };
}
