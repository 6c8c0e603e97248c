/** What a scan can be told to fail on. */
export const findings = ["uncovered", "refused", "unreadable"] as const;
export type Finding = (typeof findings)[number];

export type ScanOptions = {
  project?: string;
  failOn?: readonly Finding[];
  /** Values of variables, by name. */
  var?: Readonly<Record<string, string | null>>;
  json?: boolean;
  sarif?: boolean;
};
