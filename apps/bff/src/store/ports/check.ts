import type { AuditEntry, Check, CheckWithTrace, Health, HealthDoubt } from "../rows.ts";
import type { NotFound, Ok, Refused } from "./outcome.ts";
import type { Page, PageQuery } from "./page.ts";
import type { CheckOutcome, CheckProfile, DiagnosisView } from "@berth/api-contract";

export type CheckStore = {
  create(command: CreateCheck): Promise<void>;
  /** Keeps what a running check has told so far. False where it runs no more: somebody has stopped it. */
  tell(command: {
    organizationId: string;
    id: string;
    trace: readonly unknown[];
  }): Promise<boolean>;
  /** Ends a running check and, where it was of a saved registry, sets that registry's health. */
  finish(command: FinishCheck): Promise<Ok | NotFound | Refused<"already_finished">>;
  /** Registries whose saved secret is being checked by hand, on whichever server. */
  registriesBeingChecked(organizationId: string): Promise<string[]>;
  get(organizationId: string, id: string): Promise<CheckWithTrace | null>;
  list(
    organizationId: string,
    query: PageQuery & {
      registryId?: string | undefined;
      profile?: CheckProfile | undefined;
      since?: number | undefined;
    },
  ): Promise<Page<Check>>;
  /**
   * Writes down a check that a worker made, and what it says of its registry's health; no re-check rests on it.
   * One whose id is there already is that check, told again, and changes nothing; rejects with
   * {@link RequestKeyTaken} where it is another.
   */
  receive(command: ReceivedCheck): Promise<void>;
  /** Writes down a re-check that has ended, and what it says of its registry's health. */
  record(command: RecordReCheck): Promise<void>;
  /** The newest check of a registry that proved its credential. */
  lastWorked(organizationId: string, registryId: string): Promise<CheckWithTrace | null>;
  /** The newest finished check of a registry's saved secret that ended in one of these ways, without its trace. */
  lastOf(
    organizationId: string,
    query: { registryId: string; outcomes: readonly CheckOutcome[] },
  ): Promise<Check | null>;
  /**
   * Across organizations: deletes re-checks that began before a moment, except those that a registry's
   * health or its history rests on. Gives their number, at most `limit`.
   */
  pruneReChecks(command: { before: number; limit: number }): Promise<number>;
  /** Cancels what a process that died left running; gives their number. None runs for a minute. */
  cancelRunning(command: { startedBefore: number; at: number }): Promise<number>;
};

export type ReceivedCheck = {
  check: {
    id: string;
    organizationId: string;
    registryId: string | null;
    registryName: string | null;
    image: string;
    startedAt: number;
    finishedAt: number;
    durationMs: number;
    requests: number;
    diagnosis: NonNullable<Check["diagnosis"]>;
    digest: string | null;
    workerToken: { id: string; name: string };
  };
  trace: readonly unknown[];
  health?: HealthFinding | undefined;
  audit: AuditEntry;
};

export type CreateCheck = {
  check: {
    id: string;
    organizationId: string;
    subject: Check["subject"];
    registryId: string | null;
    registryName: string | null;
    image: string;
    startedAt: number;
    startedBy: string | null;
    proof: string | null;
  };
  audit?: AuditEntry | undefined;
};

export type FinishCheck = {
  organizationId: string;
  id: string;
  status: "finished" | "cancelled";
  finishedAt: number;
  durationMs: number;
  requests: number;
  trace: readonly unknown[];
  diagnosis: Check["diagnosis"];
  digest: string | null;
  health?: HealthFinding | undefined;
};

/** Left out silently where the secret was replaced meanwhile or the registry is gone. */
export type HealthFinding = {
  registryId: string;
  secretVersion: number;
  /** Null leaves the state as it is. */
  value: Health | null;
  doubt?: HealthDoubt | null | undefined;
  /** The check that the judged state rested on; where another one came in between, that one counts. */
  restsOn?: string | null | undefined;
};

export type RecordReCheck = {
  check: {
    id: string;
    organizationId: string;
    registryId: string;
    registryName: string;
    image: string;
    startedAt: number;
    finishedAt: number;
    durationMs: number;
    requests: number;
    diagnosis: DiagnosisView;
    digest: string | null;
  };
  trace: readonly unknown[];
  finding: HealthFinding;
};
