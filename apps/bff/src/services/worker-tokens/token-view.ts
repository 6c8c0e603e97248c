import type { WorkerTokenView } from "@berth/api-contract";
import type { WorkerToken } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";

export function workerTokenView(token: WorkerToken, now: number): WorkerTokenView {
  const { id, name, prefix, project, createdBy } = token;
  return {
    id,
    name,
    prefix,
    project:
      project.kind === "any"
        ? { kind: "any" }
        : { kind: "default", id: project.id, name: project.name ?? "a project that was deleted" },
    state: stateOf(token, now),
    createdAt: iso(token.createdAt),
    createdBy,
    expiresAt: iso(token.expiresAt),
    lastUsedAt: isoOrNull(token.lastUsedAt),
  };
}

export function stateOf(
  token: Pick<WorkerToken, "revokedAt" | "expiresAt">,
  now: number,
): WorkerTokenView["state"] {
  if (token.revokedAt !== null) return "revoked";
  return token.expiresAt <= now ? "expired" : "active";
}
