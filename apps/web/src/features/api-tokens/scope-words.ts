import type { ApiScope } from "@berth/api-contract";

export const scopeWords: Readonly<Record<ApiScope, string>> = {
  "registries:read": "Read registries, patterns, expectations and checks; explain images",
  "registries:write": "Add, change, pause and delete registries, with their secrets and patterns",
  "checks:run": "Run and stop checks",
  "projects:read": "Read projects and who belongs to the organization",
  "projects:write": "Register, change and remove projects",
  "worker-tokens:read": "Read worker tokens, without the tokens themselves",
  "worker-tokens:write": "Create, rotate and revoke worker tokens",
  "settings:read":
    "Read alert channels without their addresses, pull-through caches, the settings, and what this installation is",
  "settings:write":
    "Change alert channels, pull-through caches and how long pulls are kept; require a second factor",
  "pulls:read": "Read pulls",
  "audit:read": "Read the audit log",
};
