import { alertTables } from "./alerts.ts";
import { apiTokenTables } from "./api-tokens.ts";
import { attemptCounterTables } from "./attempt-counters.ts";
import { auditTables } from "./audit.ts";
import { calendarTables } from "./calendar.ts";
import { checkTables } from "./checks.ts";
import { draftTables } from "./drafts.ts";
import { fileReportTables } from "./file-reports.ts";
import { healthTables } from "./health.ts";
import { imageMappingTables } from "./image-mappings.ts";
import { instanceTables } from "./instance.ts";
import { jobTables } from "./jobs.ts";
import type { Kit } from "./kit.ts";
import { peopleTables } from "./people.ts";
import { projectTables } from "./projects.ts";
import { pullTables } from "./pulls.ts";
import { registryTables } from "./registries.ts";
import { requestKeyTables } from "./request-keys.ts";
import { secondFactorTables } from "./second-factor.ts";
import { securityTables } from "./security.ts";
import { supportStaffTables } from "./support-staff.ts";

/**
 * All tables, for the engine whose kit is given. Rows of an organization carry its id as the first
 * part of their key, and foreign keys repeat it: a row can't point into another organization.
 */
export function makeSchema(kit: Kit) {
  const people = peopleTables(kit);
  const registries = registryTables(kit, people);
  return {
    ...people,
    ...secondFactorTables(kit, people),
    ...securityTables(kit, people),
    ...supportStaffTables(kit, people),
    ...instanceTables(kit, people),
    ...draftTables(kit, people),
    ...registries,
    ...healthTables(kit, registries),
    ...checkTables(kit, people),
    ...projectTables(kit, people),
    ...pullTables(kit, people),
    ...auditTables(kit),
    ...jobTables(kit),
    ...calendarTables(kit, people),
    ...requestKeyTables(kit, people),
    ...apiTokenTables(kit, people),
    ...alertTables(kit, people),
    ...fileReportTables(kit, people),
    ...imageMappingTables(kit, people),
    ...attemptCounterTables(kit),
  };
}

export type Schema = ReturnType<typeof makeSchema>;
