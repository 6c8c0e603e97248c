import { paths } from "#src/paths.ts";

/** Where `g` and another key lead. */
export const goToKeys = [
  { key: "r", label: "Registries", to: paths.registries },
  { key: "e", label: "Explain an image", to: paths.explain },
  { key: "p", label: "Pull activity", to: paths.pulls },
  { key: "x", label: "Expiry", to: paths.expiry },
  { key: "a", label: "Audit log", to: paths.audit },
] as const satisfies readonly { key: string; label: string; to: (org: string) => string }[];
