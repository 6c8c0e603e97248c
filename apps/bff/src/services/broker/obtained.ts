import type { Diagnosis, PullCredential } from "@berth/registry-client";

/** What came of asking a registry, or its vendor, for a credential. */
export type Obtained =
  | { kind: "credential"; credential: PullCredential }
  /** It said no, or nothing that can be used: asking again changes nothing until an admin does something. */
  | { kind: "rejected"; symptom: string }
  /** It can't be asked at the moment. That says nothing about the secret. */
  | { kind: "unavailable"; symptom: string; retryAfterMs: number };

/** An exchange that was broken off from our side, as when the server ends, says nothing of the registry. */
const passing: ReadonlySet<Diagnosis["outcome"]> = new Set([
  "rate_limited",
  "unreachable",
  "registry_trouble",
  "cancelled",
]);

/** What a failure means for whoever asks again. */
export function isPassing({ outcome }: Pick<Diagnosis, "outcome">): boolean {
  return passing.has(outcome);
}
