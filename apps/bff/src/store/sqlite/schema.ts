import { sqliteKit } from "../schema/kit.ts";
import { makeSchema } from "../schema/schema.ts";

export const schema = makeSchema(sqliteKit);

// drizzle-kit finds tables among the exports of this file.
export const {
  user,
  organization,
  session,
  account,
  verification,
  member,
  invitation,
  totp,
  recoveryCode,
  securitySetting,
  instance,
  keyring,
  instanceKey,
  orgKey,
  registry,
  registrySecret,
  pattern,
  patternHistory,
  patternRevision,
  expectation,
  registryDraft,
  healthChange,
  check,
  project,
  projectMember,
  workerToken,
  workerTokenLink,
  pull,
  pullSetting,
  auditEvent,
  auditHead,
  organizationRevision,
  job,
  calendarAddress,
  requestKey,
  apiToken,
} = schema;
