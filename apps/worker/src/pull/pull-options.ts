/** What `berth-worker pull` was asked for beside the image. */
export type PullOptions = {
  project?: string;
  to?: string;
  json?: boolean;
  /** Seconds. */
  timeout: number;
};
