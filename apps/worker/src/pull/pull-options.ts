import type { EngineName } from "../engine/engine.ts";

/** What `berth-worker pull` was asked for beside the image. */
export type PullOptions = {
  project?: string;
  to?: string;
  engine: EngineName;
  json?: boolean;
  /** Seconds. */
  timeout: number;
};
