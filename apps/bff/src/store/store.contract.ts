import { afterEach, beforeEach, describe } from "vitest";
import { alertContract } from "./contract/alerts.ts";
import { apiTokenContract } from "./contract/api-tokens.ts";
import { atomicityContract } from "./contract/atomicity.ts";
import { auditContract } from "./contract/audit.ts";
import { calendarContract } from "./contract/calendar.ts";
import { imageMappingsContract } from "./contract/image-mappings.ts";
import { checkContract } from "./contract/checks.ts";
import { draftContract } from "./contract/drafts.ts";
import type { Harness, Opened } from "./contract/harness.ts";
import { fileReportContract } from "./contract/file-reports.ts";
import { keyContract } from "./contract/keys.ts";
import { healthContract } from "./contract/health.ts";
import { jobContract } from "./contract/jobs.ts";
import { memberContract } from "./contract/members.ts";
import { organizationContract } from "./contract/organizations.ts";
import { pageContract } from "./contract/pages.ts";
import { passkeyContract } from "./contract/passkeys.ts";
import { patternContract } from "./contract/patterns.ts";
import { peopleContract } from "./contract/people.ts";
import { projectContract } from "./contract/projects.ts";
import { pullContract } from "./contract/pulls.ts";
import { pullImageDaysContract } from "./contract/pull-image-days.ts";
import { pullSlicesContract } from "./contract/pull-slices.ts";
import { pullUsageContract } from "./contract/pull-usage.ts";
import { registryContract } from "./contract/registries.ts";
import { revisionContract } from "./contract/revisions.ts";
import { seed, type World } from "./contract/sample.ts";
import { attemptCounterContract } from "./contract/attempt-counters.ts";
import { requestKeyContract } from "./contract/request-keys.ts";
import { supportStaffContract } from "./contract/support-staff.ts";
import { workerTokenContract } from "./contract/worker-tokens.ts";

/** What every engine promises. Each test gets a database of its own with two organizations in it. */
export function storeContract(engine: string, harness: Harness): void {
  describe(`store on ${engine}`, () => {
    let opened: Opened;
    let world: World;

    beforeEach(async () => {
      opened = await harness.open();
      world = await seed(opened.store);
    });
    afterEach(() => opened.dispose());

    const get = () => ({ ...world, ...opened });
    peopleContract(get, harness);
    passkeyContract(get);
    memberContract(get);
    organizationContract(get);
    registryContract(get);
    atomicityContract(get);
    patternContract(get);
    draftContract(get);
    checkContract(get);
    projectContract(get);
    workerTokenContract(get);
    pullContract(get);
    pullImageDaysContract(get);
    pullSlicesContract(get);
    pullUsageContract(get);
    revisionContract(get);
    auditContract(get);
    requestKeyContract(get);
    attemptCounterContract(get);
    apiTokenContract(get);
    keyContract(get);
    jobContract(get);
    calendarContract(get);
    imageMappingsContract(get);
    healthContract(get);
    alertContract(get);
    fileReportContract(get);
    supportStaffContract(get);
    pageContract(get);
  });
}
