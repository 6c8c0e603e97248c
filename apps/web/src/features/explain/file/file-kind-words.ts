import type { FileReportInput } from "@berth/api-contract";

export const fileKindWords: Record<FileReportInput["kind"], string> = {
  valohai: "A valohai.yaml",
  compose: "A Compose file",
  kubernetes: "Kubernetes manifests",
  unknown: "A file of no known kind",
};
