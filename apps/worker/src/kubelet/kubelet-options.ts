export type KubeletOptions = { project?: string };
