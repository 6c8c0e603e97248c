import { readFile } from "node:fs/promises";
import { isIP } from "node:net";

/**
 * Addresses a name has in a hosts file, in its order; empty where the name or the file is missing.
 * The DNS client below does not read it, and the system's own lookup, which does, cannot be
 * cancelled and blocks a thread of the pool for as long as a name server stays silent.
 */
export async function lookUpHostsFile(name: string, path = "/etc/hosts"): Promise<string[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  const addresses = text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    return isIP(address) !== 0 && names.includes(name) ? [address] : [];
  });
  return [...new Set(addresses)];
}
