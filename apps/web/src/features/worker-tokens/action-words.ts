import type { WorkerAction } from "@berth/api-contract";

/** What a token may be used for. */
export const actionWords: Record<WorkerAction, string> = {
  pull: "Pull images, and report how it ended",
  "read-patterns": "Read all patterns (scan, kubelet-config, auth-file --all)",
  check: "Check images from the worker's own network",
};
