/** What the command line said. */
export type AuthFileOptions = {
  all?: boolean;
  out: string;
  watch?: boolean;
  project?: string;
  json?: boolean;
};
