import type {
  MemberContext,
  PersonContext,
  PublicContext,
  WorkerContext,
} from "../services/context.ts";

/** What a handler needs to know of the request beside its parsed input. */
type Call<Context> = {
  ctx: Context;
  headers: Headers;
  /** Aborted when the client goes away. Made for those who ask for it alone. */
  signal: () => AbortSignal;
  /** Values of `Set-Cookie` for the answer. */
  setCookies: (cookies: readonly string[]) => void;
};

export type PublicCall = Call<PublicContext>;
export type PersonCall = Call<PersonContext>;
export type MemberCall = Call<MemberContext>;
export type WorkerCall = Call<WorkerContext>;
