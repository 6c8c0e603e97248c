export type KubeletConfigOptions = {
  project?: string;
  name: string;
  tokenFile: string;
  json?: boolean;
};
