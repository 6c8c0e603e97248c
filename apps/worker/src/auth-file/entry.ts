import type { WorkerPullAnswer } from "@berth/api-contract";
import { canonicalHost } from "@berth/image-pattern";
import { credentialFor, secretsOf } from "../pull/credential.ts";
import type { Asking } from "./what-to-ask.ts";

/** One place in the file and what Berth said about it. */
export type Entry = {
  /** `host[:port][/path]`, as clients look it up. */
  key: string;
  outcome: WorkerPullAnswer["outcome"];
  reason: WorkerPullAnswer["reason"];
  message: string;
  registry: string | null;
  expiresAt: string | null;
};

/** An entry with what goes into the file: a login, an empty one that keeps wider keys away, or nothing. */
export type FileEntry = { entry: Entry; login: { auth?: string } | null; secrets: string[] };

export function entryOf({ key, isPattern }: Asking, answer: WorkerPullAnswer): FileEntry {
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
  const found = credentialFor(host.ok ? host.host : "", answer);
  const usable = found.ok && found.credential !== null && !("token" in found.credential);
  if (!usable || found.credential === null || "token" in found.credential) {
    const why = found.ok ? "Berth answered with what an auth file can't hold." : found.message;
    const refused: Entry = { ...entry, outcome: "refused", message: why, expiresAt: null };
    return { entry: refused, login: isPattern ? {} : null, secrets: [] };
  }
  const { username, password } = found.credential;
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  return { entry, login: { auth }, secrets: secretsOf(found.credential) };
}
