import type { WorkerPullAnswer } from "@berth/api-contract";
import type { Pull } from "../../store/rows.ts";

/** What a request comes to. `credential` never reaches the record. */
export type Decision = Pick<Pull, "outcome" | "reason" | "message" | "credentialKind" | "scope"> & {
  expiresAt: number | null;
  credential?: WorkerPullAnswer["credential"];
  /** Nothing can be said at the moment: it is written down, and the worker is told when to ask again. */
  retryAfterMs?: number;
};

const nothing = { credentialKind: null, scope: null, expiresAt: null };

export function refused({ reason, message }: Pick<Pull, "reason" | "message">): Decision {
  return { outcome: "refused", reason, message, ...nothing };
}

export function unavailable(message: string, retryAfterMs: number): Decision {
  return { ...refused({ reason: "registry_unavailable", message }), retryAfterMs };
}

export function anonymous(message: string): Decision {
  return { outcome: "anonymous", reason: null, message, ...nothing };
}
