import { z } from "zod";
import { cursorQuery, timeSchema } from "./common.ts";
import { pullSpans } from "./pull.ts";

export const auditActions = [
  "organization.create",
  "organization.rename",
  "organization.delete",
  "organization.set-pull-retention",
  "organization.rotate-key",
  "organization.set-security",
  "instance.restore",
  "organization.set-support-access",
  "support-visit.start",
  "support-visit.end",
  "support-visit.look",
  "session.sign-in",
  "session.sign-in-refused",
  "session.second-factor-refused",
  "session.confirmation-refused",
  "session.sign-out",
  "session.end",
  "account.change-password",
  "account.add-second-factor",
  "account.remove-second-factor",
  "account.add-passkey",
  "account.rename-passkey",
  "account.remove-passkey",
  "account.refuse-passkey",
  "account.renew-recovery-codes",
  "account.link-single-sign-on",
  "account.reset-link",
  "account.reset-password",
  "member.invite",
  "member.renew-invitation",
  "member.revoke-invitation",
  "member.join",
  "member.change-role",
  "member.remove",
  "member.leave",
  "registry.create",
  "registry.update",
  "registry.replace-secret",
  "registry.restore-secret",
  "registry.forget-secret",
  "registry.pause",
  "registry.resume",
  "registry.delete",
  "registry.check",
  "draft.create",
  "draft.update",
  "draft.delete",
  "registry.snooze-expiry",
  "calendar.create",
  "calendar.delete",
  "expectation.create",
  "expectation.delete",
  "file-report.create",
  "file-report.delete",
  "image-mapping.create",
  "image-mapping.delete",
  "project.create",
  "project.update",
  "project.delete",
  "worker-token.create",
  "worker-token.rotate",
  "worker-token.revoke",
  "worker-token.open-link",
  "worker-token.link-opened-again",
  "worker-token.wrong-network",
  "api-token.create",
  "api-token.revoke",
  "alert-channel.create",
  "alert-channel.update",
  "alert-channel.delete",
  "alert-channel.test",
  "alert-channel.resend",
] as const;

/** What stands before the dot of an action: what kind of thing it was done to. */
export const auditAreas = [
  ...new Set(auditActions.map((action) => action.slice(0, action.indexOf(".")))),
] as [AuditArea, ...AuditArea[]];

/** `support-staff`: a person of the instance who is in the organization on a visit. */
export const auditActorKinds = [
  "person",
  "support-staff",
  "worker-token",
  "api-token",
  "system",
] as const;

export const auditEventSchema = z.object({
  id: z.string(),
  at: timeSchema,
  action: z.enum(auditActions),
  actor: z.object({
    kind: z.enum(auditActorKinds),
    id: z.string().nullable(),
    name: z.string(),
  }),
  object: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  /** Changed fields, old beside new; a secret is only ever said to have been replaced. */
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  /** Null for Support, who does not see network addresses. */
  address: z.string().nullable(),
  requestId: z.string(),
});

/** Which events are meant; every part narrows, absent ones do not. */
export const auditFilterSchema = z.strictObject({
  area: z.enum(auditAreas).optional(),
  action: z.enum(auditActions).optional(),
  /** Id of the person or worker token that did it. */
  actor: z.string().max(64).optional(),
  /** Id of what it was done to. */
  object: z.string().max(64).optional(),
  /** Part of the name of actor or object, or a whole event id, request id or network address. */
  text: z.string().max(200).optional(),
  /** Counts back from now; `from` and `to` narrow it further. */
  within: z.enum(pullSpans).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
});

export const auditListQuerySchema = cursorQuery.extend(auditFilterSchema.shape);
export const auditExportQuerySchema = auditFilterSchema.extend({
  format: z.enum(["csv", "json"]),
});
export const auditListSchema = z.object({
  events: z.array(auditEventSchema),
  next: z.string().nullable(),
});

export type AuditAction = (typeof auditActions)[number];
export type AuditActorKind = (typeof auditActorKinds)[number];
export type AuditArea = AuditAction extends `${infer Area}.${string}` ? Area : never;
export type AuditEvent = z.infer<typeof auditEventSchema>;
export type AuditFilter = z.infer<typeof auditFilterSchema>;
export type AuditListQuery = z.infer<typeof auditListQuerySchema>;
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;
