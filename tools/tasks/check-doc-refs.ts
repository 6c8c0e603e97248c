import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.ts";

const topFolders = ["apps", "packages", "e2e", "docs", "tools", ".ci"];

if (import.meta.main) {
  const pages = markdownPages();
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), "utf8");
    return [...brokenReferences(page, text), ...strayVectors(page, text)];
  });
  for (const line of broken) console.error(line);
  if (broken.length > 0 || pages.length < 5) process.exit(1);
  console.log(`${pages.length} pages, every path they name exists`);
}

/** Paths that a page names, as a link or in back-ticks, and that are not there. Line numbers and wildcards are no paths. */
export function brokenReferences(
  page: string,
  text: string,
  exists = (path: string) => existsSync(join(root, path)),
): string[] {
  const broken: string[] = [];
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  for (const [, target] of prose.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
    if (target === undefined || /^[a-z]+:/.test(target)) continue;
    if (!exists(join(dirname(page), target)))
      broken.push(`${page}: the link ${target} leads nowhere`);
  }
  for (const [, path] of prose.matchAll(/`([\w.@/-]+)`/g)) {
    if (
      path === undefined ||
      !path.includes("/") ||
      !topFolders.some((folder) => path.startsWith(`${folder}/`))
    )
      continue;
    if (!exists(path)) broken.push(`${page}: ${path} does not exist`);
  }
  return broken;
}

/** Lines of a box marked ```vectors <file> that do not stand in that file. */
export function strayVectors(
  page: string,
  text: string,
  read = (path: string) => readFileSync(join(root, path), "utf8"),
): string[] {
  return [...text.matchAll(/^```vectors (\S+)\n([\s\S]*?)^```/gm)].flatMap(
    ([, file = "", box = ""]) => {
      const vectors = new Set(read(file).split("\n"));
      return box
        .split("\n")
        .filter((line) => line !== "" && !vectors.has(line))
        .map((line) => `${page}: "${line}" is no vector of ${file}`);
    },
  );
}

function markdownPages(): string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return ["node_modules", "dist", ".git", ".cache", "test-results"].includes(entry.name)
          ? []
          : below(path);
      return entry.name.endsWith(".md") ? [path] : [];
    });
  return below("");
}
