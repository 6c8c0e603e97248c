import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** Bytes after gzip at its best level. */
export type WeightLimits = {
  /** All scripts that every visit loads before anything is shown. */
  firstScripts: number;
  /** All scripts of the page that people come to behind the sign-in, the first ones included. */
  homeScripts: number;
  /** All style sheets together. */
  styles: number;
  /** Any one script that a page loads later. */
  laterScript: number;
};

/**
 * Fails the build when the console outgrows its limits. Above about 100 kB of first scripts a phone's first paint
 * comes late, and nobody notices the one import that did it.
 *
 * @param home the module of the page that people come to.
 * @param data modules whose chunk is data that a page may need once, not code that it waits for; judged by no limit.
 */
export function weightLimits(
  limits: WeightLimits,
  { home, data }: { home: RegExp; data: RegExp },
): Plugin {
  return {
    name: "berth-weight-limits",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
      const first = withImports(
        bundle,
        chunks.filter(({ isEntry }) => isEntry),
      );
      const homePage = chunks.filter(({ facadeModuleId }) => home.test(facadeModuleId ?? ""));
      if (homePage.length !== 1) this.error(`${home} is no page of its own.`);
      const later = chunks.filter(
        (one) => !first.includes(one) && !one.moduleIds.some((id) => data.test(id)),
      );
      const over = [
        ...tooMuch("The first load", first.map(weighed), limits.firstScripts),
        ...tooMuch(
          "The page people come to",
          withImports(bundle, [...first, ...homePage]).map(weighed),
          limits.homeScripts,
        ),
        ...tooMuch("The style", styleSheets(bundle), limits.styles),
        ...later.flatMap((chunk) => tooMuch("One script", [weighed(chunk)], limits.laterScript)),
      ];
      if (over.length > 0) this.error(over.join("\n"));
    },
  };
}

type Weighed = readonly [fileName: string, bytes: number];

function tooMuch(what: string, files: readonly Weighed[], limit: number): string[] {
  const total = files.reduce((sum, [, size]) => sum + size, 0);
  if (total <= limit) return [];
  const list = files.map(([fileName, size]) => `${fileName} ${size}`).join(", ");
  return [`${what} is ${total} bytes (gzip), the limit ${limit}: ${list}.`];
}

function weighed({ fileName, code }: Rolldown.OutputChunk): Weighed {
  return [fileName, gzipBytes(code)];
}

function styleSheets(bundle: Rolldown.OutputBundle): Weighed[] {
  return Object.values(bundle).flatMap((one) =>
    one.type === "asset" && one.fileName.endsWith(".css")
      ? [[one.fileName, gzipBytes(one.source)] as const]
      : [],
  );
}

function gzipBytes(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length;
}

/** These and what they import statically, each once. */
function withImports(
  bundle: Rolldown.OutputBundle,
  starts: readonly Rolldown.OutputChunk[],
): Rolldown.OutputChunk[] {
  const found = new Map<string, Rolldown.OutputChunk>();
  const visit = (fileName: string): void => {
    const chunk = bundle[fileName];
    if (chunk?.type !== "chunk" || found.has(fileName)) return;
    found.set(fileName, chunk);
    chunk.imports.forEach(visit);
  };
  for (const { fileName } of starts) visit(fileName);
  return [...found.values()];
}
