export type CheckOptions = { project?: string; json?: boolean };
