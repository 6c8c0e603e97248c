import type { FileReportInput, ReportedImage } from "@berth/api-contract";
import type { PersonRef } from "./reference.ts";

export type FileReportHead = {
  id: string;
  name: string;
  kind: FileReportInput["kind"];
  imageCount: number;
  createdAt: number;
  createdBy: PersonRef | null;
};

export type FileReport = FileReportHead & {
  projectId: string | null;
  images: readonly ReportedImage[];
};
