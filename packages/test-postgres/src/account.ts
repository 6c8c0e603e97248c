import { readFileSync } from "node:fs";

/** Who runs the server; null for whoever runs this process. */
export type Account = { uid: number; gid: number } | null;

/** PostgreSQL refuses to run as root, so root lends the server to an account without rights. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${wanted}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("there is no account that PostgreSQL could run as: neither postgres nor nobody");
}
