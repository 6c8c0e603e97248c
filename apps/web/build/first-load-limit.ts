import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/**
 * Fails the build when the scripts that every visit loads before anything is shown outgrow their limit. Above about
 * 100 kB a phone's first paint comes late, and nobody notices the one import that did it.
 */
export function firstLoadLimit(gzipBytesMax: number): Plugin {
  return {
    name: "berth-first-load-limit",
    apply: "build",
    generateBundle(_, bundle) {
      const sizes = firstChunks(bundle).map(
        ({ fileName, code }) => [fileName, gzipSync(code, { level: 9 }).length] as const,
      );
      const total = sizes.reduce((sum, [, size]) => sum + size, 0);
      if (total <= gzipBytesMax) return;
      const list = sizes.map(([fileName, size]) => `${fileName} ${size}`).join(", ");
      this.error(`The first load is ${total} bytes (gzip), the limit ${gzipBytesMax}: ${list}.`);
    },
  };
}

/** The entry and what it imports statically, each once. */
function firstChunks(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const found = new Map<string, Rolldown.OutputChunk>();
  const visit = (fileName: string): void => {
    const chunk = bundle[fileName];
    if (chunk?.type !== "chunk" || found.has(fileName)) return;
    found.set(fileName, chunk);
    chunk.imports.forEach(visit);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type === "chunk" && chunk.isEntry) visit(chunk.fileName);
  }
  return [...found.values()];
}
