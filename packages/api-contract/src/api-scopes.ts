/**
 * What an API token may do, by its words. A route that names none is closed to every API token: members,
 * sessions, drafts and API tokens themselves are for people.
 */
export const apiScopes = [
  "registries:read",
  "registries:write",
  "checks:run",
  "projects:read",
  "projects:write",
  "worker-tokens:read",
  "worker-tokens:write",
  "settings:read",
  "settings:write",
  "pulls:read",
  "audit:read",
] as const;

export type ApiScope = (typeof apiScopes)[number];
