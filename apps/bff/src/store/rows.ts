/**
 * What goes into the store and what comes out of it: plain data, the same for every engine.
 * Moments are milliseconds since the epoch, durations are milliseconds, ids come from `newId`.
 */
export type * from "./rows/alert.ts";
export type * from "./rows/audit.ts";
export type * from "./rows/calendar.ts";
export type * from "./rows/check.ts";
export type * from "./rows/draft.ts";
export type * from "./rows/expiry.ts";
export type * from "./rows/file-report.ts";
export * from "./rows/health.ts";
export type * from "./rows/job.ts";
export type * from "./rows/key.ts";
export type * from "./rows/passkey.ts";
export type * from "./rows/person.ts";
export type * from "./rows/project.ts";
export type * from "./rows/pull.ts";
export type * from "./rows/reference.ts";
export type * from "./rows/registry.ts";
export type * from "./rows/request-key.ts";
export type * from "./rows/secret.ts";
export type * from "./rows/support-staff.ts";
export type * from "./rows/token.ts";
