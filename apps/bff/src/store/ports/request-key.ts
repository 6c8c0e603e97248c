import type { RequestKey } from "../rows.ts";

/** A request that came before under the same key. `answer` is null until it is kept, or for good. */
export type EarlierRequest = {
  fingerprint: string;
  answer: { status: number; body: string } | null;
};

/** Keys count for 24 hours; what is older is as good as gone. */
export type RequestKeyStore = {
  find(
    organizationId: string,
    request: Pick<RequestKey, "actorId" | "key">,
    now: number,
  ): Promise<EarlierRequest | null>;
  /** Keeps what the request with this id was answered; nothing where it claimed no key. */
  keepAnswer(command: {
    organizationId: string;
    actorId: string;
    key: string;
    requestId: string;
    status: number;
    body: string;
  }): Promise<void>;
  /** Deletes keys that no longer count, at most `limit`; gives their number. */
  prune(command: { now: number; limit: number }): Promise<number>;
};
