import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const standIn = fileURLToPath(new URL("../src/lib/public-suffixes.ts", import.meta.url));

/**
 * The catalog needs the public suffix list only for a `*` in a host. The list weighs 115 kB (gzip), four times what
 * the catalog weighs without it, so the browser gets it when the first such host is typed.
 */
export function lazySuffixList(): Plugin {
  return {
    name: "berth-lazy-suffix-list",
    enforce: "pre",
    resolveId(source, importer) {
      return source === "tldts" && importer?.includes("/registry-catalog/") ? standIn : undefined;
    },
  };
}
