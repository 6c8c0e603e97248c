import { z } from "zod";
import { cursorQuery, timeSchema } from "./common.ts";

export const auditActions = [
  "organization.create",
  "organization.rotate-key",
  "instance.restore",
  "session.sign-in",
  "session.sign-in-refused",
  "session.sign-out",
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
  "registry.pause",
  "registry.resume",
  "registry.delete",
  "registry.check",
  "draft.create",
  "draft.update",
  "draft.delete",
  "expectation.create",
  "expectation.delete",
  "project.create",
  "project.update",
  "project.delete",
  "worker-token.create",
  "worker-token.rotate",
  "worker-token.revoke",
  "worker-token.open-link",
  "worker-token.link-opened-again",
  "worker-token.wrong-network",
] as const;

export const auditEventSchema = z.object({
  id: z.string(),
  at: timeSchema,
  action: z.enum(auditActions),
  actor: z.object({
    kind: z.enum(["person", "worker-token", "system"]),
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

export const auditListQuerySchema = cursorQuery.extend({
  object: z.string().max(64).optional(),
  action: z.enum(auditActions).optional(),
});
export const auditListSchema = z.object({
  events: z.array(auditEventSchema),
  next: z.string().nullable(),
});

export type AuditAction = (typeof auditActions)[number];
export type AuditEvent = z.infer<typeof auditEventSchema>;
export type AuditListQuery = z.infer<typeof auditListQuerySchema>;
