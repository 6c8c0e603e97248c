/** A request that may come twice, as its `Idempotency-Key` says. */
export type RequestKey = {
  actorId: string;
  key: string;
  /** Tells whether two requests ask for the same; keyed, because what is asked can hold a secret. */
  fingerprint: string;
};
