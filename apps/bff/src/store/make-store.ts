import { accountStore } from "./accounts.ts";
import { alertStore } from "./alerts.ts";
import { apiTokenStore } from "./api-tokens.ts";
import { attemptCounterStore } from "./attempt-counters.ts";
import { auditStore } from "./audit.ts";
import { calendarStore } from "./calendar.ts";
import { checkStore } from "./checks.ts";
import { draftStore } from "./drafts.ts";
import type { Engine } from "./engine.ts";
import { expectationStore } from "./expectations.ts";
import { fileReportStore } from "./file-reports.ts";
import { imageMappingStore } from "./image-mappings.ts";
import { healthStore } from "./health.ts";
import { jobStore } from "./jobs.ts";
import { instanceStore, keyStore } from "./keys.ts";
import { organizationStore } from "./organizations.ts";
import { passkeyStore } from "./passkeys.ts";
import { patternStore } from "./patterns.ts";
import { invitationStore } from "./invitations.ts";
import { memberStore } from "./members.ts";
import { peopleStore } from "./people.ts";
import { projectStore } from "./projects.ts";
import { pullStore } from "./pulls.ts";
import { registryStore } from "./registries.ts";
import { revisionStore } from "./revisions.ts";
import { secretStore } from "./secret-rows.ts";
import { securityStore } from "./security.ts";
import { requestKeyStore } from "./request-keys.ts";
import { secondFactorStore } from "./second-factors.ts";
import { singleSignOnStore } from "./single-sign-on.ts";
import { sessionStore } from "./sessions.ts";
import { setupStore } from "./setup.ts";
import type { Store } from "./store.ts";
import { supportStaffStore } from "./support-staff.ts";
import { tracedEngine } from "./traced-engine.ts";
import { workerTokenStore } from "./worker-tokens.ts";

/** The part of the port that is the same on every engine. */
export function makeStore(
  untraced: Engine,
): Omit<Store, "shared" | "auth" | "ping" | "facts" | "journalBytes" | "close"> {
  const engine = tracedEngine(untraced);
  return {
    setup: setupStore(engine),
    people: peopleStore(engine),
    sessions: sessionStore(engine),
    accounts: accountStore(engine),
    secondFactors: secondFactorStore(engine),
    passkeys: passkeyStore(engine),
    singleSignOn: singleSignOnStore(engine),
    security: securityStore(engine),
    supportStaff: supportStaffStore(engine),
    organizations: organizationStore(engine),
    members: memberStore(engine),
    invitations: invitationStore(engine),
    registries: registryStore(engine),
    drafts: draftStore(engine),
    secrets: secretStore(engine),
    patterns: patternStore(engine),
    expectations: expectationStore(engine),
    imageMappings: imageMappingStore(engine),
    checks: checkStore(engine),
    health: healthStore(engine),
    projects: projectStore(engine),
    workerTokens: workerTokenStore(engine),
    apiTokens: apiTokenStore(engine),
    pulls: pullStore(engine),
    revisions: revisionStore(engine),
    audit: auditStore(engine),
    jobs: jobStore(engine),
    calendar: calendarStore(engine),
    alerts: alertStore(engine),
    fileReports: fileReportStore(engine),
    requestKeys: requestKeyStore(engine),
    attemptCounters: attemptCounterStore(engine),
    keys: keyStore(engine),
    instance: instanceStore(engine),
  };
}
