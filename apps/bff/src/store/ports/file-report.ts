import type { FileReportInput, ReportedImage } from "@berth/api-contract";
import type { AuditEntry, FileReport, FileReportHead } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";

export type FileReportStore = {
  list(organizationId: string): Promise<FileReportHead[]>;
  get(organizationId: string, id: string): Promise<FileReport | null>;
  /** Refuses where the organization has `countMax` already. */
  create(command: {
    report: {
      id: string;
      organizationId: string;
      name: string;
      kind: FileReportInput["kind"];
      projectId: string | null;
      images: readonly ReportedImage[];
      createdAt: number;
      createdBy: string;
    };
    countMax: number;
    audit: AuditEntry;
  }): Promise<Ok | Refused<"too_many">>;
  remove(command: {
    organizationId: string;
    id: string;
    audit: AuditEntry;
  }): Promise<Ok | NotFound>;
};
