import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.ts";

const topFolders = ["apps", "packages", "deploy", "e2e", "docs", "tools", ".ci"];

if (import.meta.main) {
  const pages = markdownPages();
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), "utf8");
    return [...brokenReferences(page, text), ...strayVectors(page, text)];
  });
  for (const line of broken) console.error(line);
  if (broken.length > 0 || pages.length < 5) process.exit(1);
  console.log(`${pages.length} pages, every path and heading that they name exists`);
}

/**
 * Paths that a page names, as a link or in back-ticks, and that are not there, and headings that a link names and
 * no page has. Line numbers and wildcards are no paths.
 */
export function brokenReferences(
  page: string,
  text: string,
  exists = (path: string) => existsSync(join(root, path)),
  read = (path: string) => readFileSync(join(root, path), "utf8"),
): string[] {
  const broken: string[] = [];
  const prose = withoutBoxes(text);
  for (const [, target = "", heading] of prose.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const to = target === "" ? page : join(dirname(page), target);
    if (!exists(to)) broken.push(`${page}: the link ${target} leads nowhere`);
    else if (heading !== undefined && !anchors(to === page ? text : read(to)).has(heading))
      broken.push(`${page}: ${to} has no heading #${heading}`);
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

/** What links call the headings of a page, as GitHub makes it: lower case, spaces as hyphens, other signs left out. */
function anchors(text: string): Set<string> {
  const headings = withoutBoxes(text).matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, words = ""]) =>
      words
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

function withoutBoxes(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, "");
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
