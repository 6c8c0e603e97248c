import type { AuditEntry } from "../rows.ts";

export type SecurityStore = {
  managersNeedSecondFactor(organizationId: string): Promise<boolean>;
  setManagersNeedSecondFactor(command: {
    organizationId: string;
    needed: boolean;
    audit: AuditEntry;
  }): Promise<void>;
};
