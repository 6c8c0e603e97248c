import type { ApiTokenView } from "@berth/api-contract";
import type { ApiToken } from "../../store/rows.ts";
import { iso, isoOrNull } from "../time.ts";

export function apiTokenView(token: ApiToken, now: number): ApiTokenView {
  const { id, name, prefix, scopes, createdBy } = token;
  return {
    id,
    name,
    prefix,
    scopes,
    state: stateOf(token, now),
    createdAt: iso(token.createdAt),
    createdBy,
    expiresAt: iso(token.expiresAt),
    lastUsedAt: isoOrNull(token.lastUsedAt),
  };
}

export function stateOf(
  { revokedAt, expiresAt }: Pick<ApiToken, "revokedAt" | "expiresAt">,
  now: number,
): ApiTokenView["state"] {
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "active";
}
