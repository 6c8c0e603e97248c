import type { AuditAction, AuditEvent } from "@berth/api-contract";
import { formatDay } from "#src/lib/time-format.ts";

/** One changed field in words. */
export interface ChangeLine {
  label: string;
  before: string | null;
  after: string | null;
}

const actionWords: Partial<Record<AuditAction, string>> = {
  "registry.create": "added the registry",
  "registry.update": "changed the registry",
  "registry.replace-secret": "replaced the secret",
  "registry.pause": "paused the registry",
  "registry.resume": "resumed the registry",
  "registry.delete": "deleted the registry",
  "registry.check": "ran a check",
  "draft.create": "began a draft",
  "draft.update": "took over the draft",
  "draft.delete": "deleted the draft",
  "expectation.create": "added an expectation",
  "expectation.delete": "dropped an expectation",
};

const fieldWords: Readonly<Record<string, string>> = {
  name: "Name",
  type: "Type",
  settings: "Settings",
  patterns: "Patterns",
  handOutStored: "Hands out the stored secret",
  testImage: "Test image",
  expiryAt: "Ends on",
  paused: "Paused",
  checked: "Checked before saving",
  secret: "Secret",
  reasonUnchecked: "Reason for using it unproven",
  expectationsOverridden: "Expectations overridden",
  overrideReason: "Reason for the override",
  image: "Image",
};

/** What was done, to be read behind a name: "Aino changed the name". */
export function actionInWords({ action, changes }: AuditEvent): string {
  const fields = changes.map(({ field }) => field);
  if (action === "registry.update") {
    const [only, ...others] = fields;
    if (only === "name" && others.length === 0) return "changed the name";
    if (only === "patterns" && others.length === 0) return "changed the patterns";
    if (fields.includes("secret")) return "moved the registry and replaced the secret";
    if (only === "handOutStored" && others.length === 0) {
      return changes[0]?.after === true
        ? "let workers receive the stored secret"
        : "stopped handing out the stored secret";
    }
  }
  return actionWords[action] ?? action;
}

/** The changed fields, old beside new; settings and lists item by item. */
export function changeLines({ changes, action }: AuditEvent): ChangeLine[] {
  const creates = action === "registry.create" || action === "registry.check";
  return changes.flatMap(({ field, before, after }): ChangeLine[] => {
    const label = fieldWords[field] ?? field;
    if (isRecord(after) || isRecord(before)) {
      const old = isRecord(before) ? before : {};
      const next = isRecord(after) ? after : {};
      return [...new Set([...Object.keys(old), ...Object.keys(next)])]
        .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]))
        .map((key) => ({
          label: `${label}, ${key}`,
          before: creates ? null : inWords(old[key]),
          after: inWords(next[key]),
        }));
    }
    return [{ label, before: creates ? null : inWords(before), after: inWords(after) }];
  });
}

/** Dates are recorded as full moments; the day is what somebody has chosen. */
const isMoment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function inWords(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    return value.length === 0 ? "nothing" : value.map((item) => inWords(item)).join(", ");
  }
  if (typeof value === "string") {
    return isMoment.test(value) ? formatDay(Date.parse(value)) : value;
  }
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
