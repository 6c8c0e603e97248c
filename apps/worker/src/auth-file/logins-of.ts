import type { FileEntry } from "./entry.ts";
import type { AuthFile } from "./write-auth-file.ts";

/**
 * What goes into the file. A key without a login of its own gets an empty one where a wider key has one:
 * clients would take that, for an image that Berth refused or wants pulled without signing in.
 */
export function loginsOf(written: readonly FileEntry[]): AuthFile["auths"] {
  const signedIn = written.filter(({ login }) => login?.auth !== undefined);
  const wider = ({ entry }: FileEntry) =>
    signedIn.some((other) => entry.key.startsWith(`${other.entry.key}/`));
  return Object.fromEntries(
    written.flatMap((one) => {
      const login = one.login ?? (wider(one) ? {} : null);
      return login === null ? [] : [[one.entry.key, login] as const];
    }),
  );
}
