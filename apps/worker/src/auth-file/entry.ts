import type { WorkerPullAnswer } from "@berth/api-contract";
import { canonicalHost } from "@berth/image-pattern";
import { credentialFor, secretsOf } from "../pull/credential.ts";
import type { Settings } from "../settings.ts";
import type { Asking } from "./what-to-ask.ts";
import type { AuthFile } from "./write-auth-file.ts";

/** One place in the file and what Berth said about it. */
export type Entry = {
  /** `host[:port][/path]`, as clients look it up. */
  key: string;
  /** `unavailable`: the registry can't be asked at the moment; the login that was there stays. */
  outcome: WorkerPullAnswer["outcome"] | "unavailable";
  reason: WorkerPullAnswer["reason"];
  message: string;
  registry: string | null;
  expiresAt: string | null;
};

/** An entry with what goes into the file: a login, an empty one that keeps wider keys away, or nothing. */
export type FileEntry = { entry: Entry; login: { auth?: string } | null; secrets: string[] };

export async function entryOf(
  { key, isPattern }: Asking,
  answer: WorkerPullAnswer,
  tools: { settings: Settings; signal: AbortSignal },
): Promise<FileEntry> {
  const { outcome, reason, message, match, expiresAt } = answer;
  const entry: Entry = {
    key,
    outcome,
    reason,
    message,
    registry: match?.registry ?? null,
    expiresAt,
  };
  if (outcome !== "credential") {
    // Among patterns a wider one may stand beside it.
    return { entry, login: outcome === "refused" && isPattern ? {} : null, secrets: [] };
  }
  const host = canonicalHost(key.split("/")[0] ?? "");
  const found = await credentialFor(host.ok ? host.host : "", answer, tools);
  const usable = found.ok && found.credential !== null && !("token" in found.credential);
  if (!usable || found.credential === null || "token" in found.credential) {
    const why = found.ok ? "Berth answered with what an auth file can't hold." : found.message;
    const refused: Entry = { ...entry, outcome: "refused", message: why, expiresAt: null };
    return { entry: refused, login: isPattern ? {} : null, secrets: [] };
  }
  const { username, password } = found.credential;
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  const lasting = { ...entry, expiresAt: found.expiresAt };
  return { entry: lasting, login: { auth }, secrets: secretsOf(found.credential) };
}

/** Where one registry is away, the others' logins are written all the same, and its own stays as it is. */
export function awayEntry(
  { key, isPattern }: Asking,
  message: string,
  there: AuthFile["auths"],
): FileEntry {
  const kept = Object.hasOwn(there, key) ? there[key] : undefined;
  const entry: Entry = {
    key,
    outcome: "unavailable",
    reason: "registry_unavailable",
    message: kept?.auth === undefined ? message : `${message} The login that was there stays.`,
    registry: null,
    expiresAt: null,
  };
  return { entry, login: kept ?? (isPattern ? {} : null), secrets: [] };
}
