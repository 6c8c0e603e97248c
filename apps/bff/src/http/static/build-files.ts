import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** One file of the built console, read at start: what is not in this list can't be asked for. */
export type BuildFile = {
  /** As it stands in an address, from `/` on. */
  path: string;
  contentType: string;
  /** Its name changes with its content, so that it may be kept for good. */
  immutable: boolean;
  etag: string;
  plain: Buffer;
  br: Buffer | null;
  gz: Buffer | null;
};

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Lists a built folder by address. Empty where there is no such folder; files of other kinds are left out. */
export async function readBuildFiles(folder: string): Promise<ReadonlyMap<string, BuildFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noFolder);
  const files = new Map<string, BuildFile>();
  const names = new Set(
    entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const name of names) {
    const contentType = contentTypes[extname(name)];
    if (contentType === undefined) continue;
    const path = `/${relative(folder, name).split(sep).join("/")}`;
    const plain = await readFile(name);
    files.set(path, {
      path,
      contentType,
      immutable: path.startsWith("/assets/"),
      etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 27)}"`,
      plain,
      br: names.has(`${name}.br`) ? await readFile(`${name}.br`) : null,
      gz: names.has(`${name}.gz`) ? await readFile(`${name}.gz`) : null,
    });
  }
  return files;
}

function noFolder(err: NodeJS.ErrnoException): [] {
  if (err.code === "ENOENT" || err.code === "ENOTDIR") return [];
  throw err;
}
