import { type AuditArea, type AuditFilter, auditActions } from "@berth/api-contract";
import { readTimeValues } from "#src/domain-ui/time-filter/time-values.ts";
import type { SearchChange } from "#src/router/use-search.ts";

export const areaWords: Record<AuditArea, string> = {
  organization: "Organization",
  instance: "Instance",
  "support-visit": "Support staff",
  member: "Members",
  session: "Sign-in",
  account: "Accounts",
  registry: "Registries",
  draft: "Drafts",
  expectation: "Expectations",
  "file-report": "Reports of files",
  "image-mapping": "Pull-through caches",
  project: "Projects",
  calendar: "Calendar addresses",
  "worker-token": "Worker tokens",
  "api-token": "API tokens",
  "alert-channel": "Alert channels",
};

const filterNames: Record<keyof AuditFilter, true> = {
  area: true,
  action: true,
  actor: true,
  object: true,
  text: true,
  within: true,
  from: true,
  to: true,
};

/** What the address of the log holds. Unknown values count as absent: an old link never breaks the page. */
export function readAuditFilter(search: URLSearchParams): AuditFilter {
  const id = (name: keyof AuditFilter) => search.get(name)?.slice(0, 64) || undefined;
  const [area, action] = [search.get("area"), search.get("action")];
  return {
    area: (Object.keys(areaWords) as AuditArea[]).find((one) => one === area),
    action: auditActions.find((one) => one === action),
    actor: id("actor"),
    object: id("object"),
    text: search.get("text")?.trim().slice(0, 200) || undefined,
    ...readTimeValues(search),
  };
}

export function isFiltering(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** Takes every filter away, and the page with them. */
export const noAuditFilter: SearchChange = {
  ...Object.fromEntries(Object.keys(filterNames).map((name) => [name, null])),
  cursor: null,
};
