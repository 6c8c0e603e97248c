/** What `berth-worker doctor` was asked for. */
export type DoctorOptions = { project?: string; json?: boolean };
