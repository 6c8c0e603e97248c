import type { AuditAction, AuditEvent } from "@berth/api-contract";
import { formatEndDay } from "#src/lib/time-format.ts";

/** One changed field in words. */
export interface ChangeLine {
  label: string;
  before: string | null;
  after: string | null;
}

/** Read behind a name, with the object beside it. */
export const actionWords: Record<AuditAction, string> = {
  "organization.create": "created the organization",
  "organization.rename": "renamed the organization",
  "organization.delete": "deleted the organization",
  "organization.set-pull-retention": "set how long pulls are kept",
  "organization.set-security": "set what is asked of owners and admins",
  "organization.set-support-access": "set whether support staff may enter",
  "support-visit.start": "entered as support staff",
  "support-visit.end": "ended the visit of support staff",
  "support-visit.look": "looked at something as support staff",
  "organization.rotate-key": "replaced the organization's key",
  "instance.restore": "put the data back from a backup",
  "member.invite": "invited somebody",
  "member.renew-invitation": "renewed the invitation",
  "member.revoke-invitation": "withdrew the invitation",
  "member.join": "joined",
  "member.change-role": "changed the role",
  "member.remove": "removed the member",
  "member.leave": "left",
  "session.sign-in": "signed in",
  "session.sign-in-refused": "was refused at the sign-in",
  "session.second-factor-refused": "was refused with a second factor",
  "session.confirmation-refused": "gave a wrong password while signed in",
  "session.sign-out": "signed out",
  "registry.create": "added the registry",
  "registry.update": "changed the registry",
  "registry.replace-secret": "replaced the secret",
  "registry.restore-secret": "restored the old secret",
  "registry.forget-secret": "deleted the kept secret",
  "registry.pause": "paused the registry",
  "registry.resume": "resumed the registry",
  "registry.delete": "deleted the registry",
  "registry.check": "ran a check",
  "session.end": "ended a session",
  "account.reset-link": "made a link to set a new password for",
  "account.change-password": "changed the password",
  "account.add-second-factor": "set up a second factor",
  "account.remove-second-factor": "turned off the second factor",
  "account.add-passkey": "added a passkey",
  "account.rename-passkey": "renamed a passkey",
  "account.remove-passkey": "removed a passkey",
  "account.refuse-passkey": "was refused with a passkey",
  "account.renew-recovery-codes": "made new recovery codes",
  "account.link-single-sign-on": "linked single sign-on to the account",
  "account.reset-password": "set a new password",
  "registry.snooze-expiry": "snoozed the reminder of its end",
  "calendar.create": "made a calendar address",
  "calendar.delete": "ended a calendar address",
  "draft.create": "began a draft",
  "draft.update": "took over the draft",
  "draft.delete": "deleted the draft",
  "expectation.create": "added an expectation",
  "expectation.delete": "dropped an expectation",
  "file-report.create": "saved the report",
  "file-report.delete": "deleted the report",
  "image-mapping.create": "mapped images to a cache:",
  "image-mapping.delete": "removed the mapping of",
  "project.create": "added the project",
  "project.update": "changed the project",
  "project.delete": "removed the project",
  "worker-token.create": "created the worker token",
  "worker-token.rotate": "replaced the worker token",
  "worker-token.revoke": "revoked the worker token",
  "worker-token.open-link": "opened the link to the worker token",
  "worker-token.link-opened-again": "tried the used link to the worker token",
  "worker-token.wrong-network": "came from a network the token is not for",
  "api-token.create": "created the API token",
  "api-token.revoke": "revoked the API token",
  "alert-channel.create": "added the alert channel",
  "alert-channel.update": "changed the alert channel",
  "alert-channel.delete": "deleted the alert channel",
  "alert-channel.test": "tested the alert channel",
  "alert-channel.resend": "sent an alert again over the channel",
};

const fieldWords: Readonly<Record<string, string>> = {
  name: "Name",
  type: "Type",
  settings: "Settings",
  patterns: "Patterns",
  handOutStored: "Hands out the stored secret",
  servesHostOnly: "Serves clients that know only the host",
  keptDays: "Days that pulls are kept",
  testImage: "Test image",
  expiryAt: "Ends on",
  rotateAfterDays: "Reminder by age, in days",
  snoozedUntil: "Snoozed until",
  paused: "Paused",
  checked: "Checked before saving",
  secret: "Secret",
  oldSecretKeptHours: "Old secret kept, in hours",
  imagesNotProven: "Images in use that it was not proven for",
  reasonUnchecked: "Reason for using it unproven",
  expectationsOverridden: "Expectations overridden",
  overrideReason: "Reason for the override",
  image: "Image",
  health: "Health",
  from: "Images below",
  to: "Are pulled below",
  slug: "Name in addresses",
  owner: "Owner",
  memberIds: "Members",
  project: "Project",
  expiresAt: "Ends on",
  networks: "Networks",
  channelKind: "Kind",
  recipients: "Addresses",
  host: "Host",
  events: "Events",
  address: "Address",
  role: "Role",
  proof: "Proven by",
  refused: "Refused",
  passkey: "Passkey",
  supportMayEnter: "Support staff may enter",
  reason: "Reason",
  what: "Looked at",
  until: "Until",
  managersNeedSecondFactor: "Owners and admins need a second factor",
  provider: "Identity provider",
  keyVersion: "Key version",
  backupOf: "Backup of",
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
    if (only === "servesHostOnly" && others.length === 0) {
      return changes[0]?.after === true
        ? "let it serve clients that know only the host"
        : "stopped serving clients that know only the host";
    }
  }
  return actionWords[action];
}

/** The changed fields, old beside new; settings and lists item by item. */
export function changeLines({ changes, action }: AuditEvent): ChangeLine[] {
  const creates =
    action.endsWith(".create") || action.startsWith("session.") || action === "registry.check";
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
    return isMoment.test(value) ? formatEndDay(Date.parse(value)) : value;
  }
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
