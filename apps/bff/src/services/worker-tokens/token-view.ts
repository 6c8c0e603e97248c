import type { WorkerTokenView } from "@berth/api-contract";
import type { WorkerToken } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";

export function workerTokenView(token: WorkerToken, now: number): WorkerTokenView {
  const { id, name, prefix, project, scope, createdBy, rotatedFrom, rotatedTo, link } = token;
  return {
    id,
    name,
    prefix,
    project:
      project.kind === "any"
        ? { kind: "any" }
        : { kind: "default", id: project.id, name: project.name ?? "a project that was deleted" },
    scope,
    state: stateOf(token, now),
    createdAt: iso(token.createdAt),
    createdBy,
    expiresAt: iso(token.expiresAt),
    lastUsedAt: isoOrNull(token.lastUsedAt),
    rotatedFrom,
    rotatedTo,
    link:
      link === null
        ? null
        : {
            expiresAt: iso(link.expiresAt),
            openedAt: isoOrNull(link.openedAt),
            openedAgainAt: isoOrNull(link.openedAgainAt),
          },
  };
}

export function stateOf(
  { revokedAt, expiresAt, link }: Pick<WorkerToken, "revokedAt" | "expiresAt" | "link">,
  now: number,
): WorkerTokenView["state"] {
  if (revokedAt !== null) return "revoked";
  if (expiresAt <= now) return "expired";
  return link !== null && link.openedAt === null ? "undelivered" : "active";
}
