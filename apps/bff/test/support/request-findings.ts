import {
  errorBodySchema,
  errorStatus,
  routes,
  type RouteDefinition,
  type RouteName,
} from "@berth/api-contract";
import { marks, organizationNames, type Caller, type Ids } from "./two-organizations.ts";
import type { OrganizationName, State } from "./watch-state.ts";

export type Answer = { status: number; text: string };

/** What is wrong with an answer by itself: broken, not of the contract, or with something that is not for the caller. */
export function findingsOfAnswer(
  route: RouteDefinition,
  { of }: Caller,
  { status, text }: Answer,
  ids: Readonly<Record<OrganizationName, Ids>>,
): string[] {
  const findings = status >= 400 ? ofRefusal(status, text) : ofSuccess(route, status, text);
  for (const org of organizationNames) {
    if (text.includes(`secret-${marks[org]}`)) findings.push("a secret");
    if (org === of) continue;
    if (text.includes(marks[org])) findings.push(`a name of ${org}`);
    for (const [table, { unsent }] of ids[org]) {
      if (unsent.some((id) => text.includes(id))) findings.push(`an id of ${org}: ${table}`);
    }
  }
  return findings;
}

function ofRefusal(status: number, text: string): string[] {
  if (status >= 500) return ["the server failed"];
  const body = errorBodySchema.safeParse(jsonOf(text));
  if (!body.success) return ["an error in no known form"];
  return errorStatus[body.data.error.code] === status ? [] : ["a status that is not its code's"];
}

function ofSuccess(route: RouteDefinition, status: number, text: string): string[] {
  if (route.kind === "event-stream" || route.kind === "file") {
    return status === 200 ? [] : ["another status than the contract's"];
  }
  if (status !== route.status) return ["another status than the contract's"];
  if (route.response === undefined) return text === "" ? [] : ["an answer where there is none"];
  const parsed = route.response.safeParse(jsonOf(text));
  if (!parsed.success) return ["an answer that does not fit its schema"];
  return JSON.stringify(parsed.data) === text ? [] : ["an answer with more than its schema has"];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Changes that need no entry in the audit log. */
const withoutAudit: ReadonlySet<RouteName> = new Set<RouteName>([
  // Count for nothing until a code, or the passkey, has come back, which is recorded.
  "prepareTotp",
  "preparePasskey",
  "confirmIdentity",
  // Saved at every pause in typing; who changed it last stands in the draft, and it does nothing.
  "updateDraft",
  // Each is kept as a pull, or as a check.
  "requestPull",
  "requestPatternCredential",
  "reportPull",
  "sendWorkerCheck",
]);

const ofRecords: ReadonlySet<string> = new Set([
  "audit_event",
  "audit_head",
  "organization_revision",
]);

/** What is wrong with what a request has changed: something foreign, or something of one's own without a record. */
export function findingsOfRows(
  route: RouteName,
  { of }: Caller,
  status: number,
  { before, after }: { before: State; after: State },
): string[] {
  if (before === after) return [];
  const { access }: RouteDefinition = routes[route];
  return organizationNames.flatMap((org) => {
    const changed = changedTables(before, after, org);
    if (changed.length === 0) return [];
    const recorded = changed.includes("audit_event");
    // Whoever tries to get in as somebody is written down where that somebody belongs; support staff may go anywhere.
    const attempt = access.who === "anyone" && recorded;
    const foreign =
      org === of || route === "startSupportVisit"
        ? []
        : changed.filter((table) => !attempt || !ofRecords.has(table));
    // The first look of a kind is recorded, those after it are counted.
    const actions = changed.filter((table) => table !== "support_look");
    return [
      ...(foreign.length > 0 ? [`changed of ${org}: ${foreign.join()}`] : []),
      ...(recorded || actions.length === 0 || status >= 400 || withoutAudit.has(route)
        ? []
        : [`changed and not recorded: ${actions.join()}`]),
    ];
  });
}

export function changedTables(before: State, after: State, org: OrganizationName): string[] {
  return [...after.rows[org]].flatMap(([table, rows]) =>
    before.rows[org].get(table) === rows ? [] : [table],
  );
}
