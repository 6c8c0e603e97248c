import type { CheckOutcome, CheckProfile, DiagnosisView } from "@berth/api-contract";
import type { PersonRef, RegistryRef } from "./reference.ts";

export type CheckSubject = "form" | "registry" | "new-secret";

export type CheckStatus = "running" | "finished" | "cancelled";

export type Check = {
  id: string;
  organizationId: string;
  subject: CheckSubject;
  profile: CheckProfile;
  /** Null while the registry is not saved, or after it was deleted. */
  registry: RegistryRef | null;
  /** The name at the time of the check. */
  registryName: string | null;
  image: string;
  status: CheckStatus;
  startedAt: number;
  startedBy: PersonRef | null;
  finishedAt: number | null;
  durationMs: number | null;
  requests: number | null;
  diagnosis: DiagnosisView | null;
  outcome: CheckOutcome | null;
  digest: string | null;
  /** Says which settings and secret were tested; made and compared by the service, opaque here. */
  proof: string | null;
  /** Who made it from its own network; null where Berth itself did. */
  workerToken: { id: string; name: string } | null;
};

/** `trace` is the list of events exactly as the service gave it. */
export type CheckWithTrace = Check & { trace: unknown[] };
