import type { Role } from "@berth/api-contract";
import type {
  ApiToken,
  Organization,
  Person,
  PersonSession,
  RequestKey,
  SupportVisit,
  WorkerToken,
} from "../store/rows.ts";
import type { KnownOrganization } from "./broker/known-organizations.ts";
import type { ServiceDeps } from "./deps.ts";
import { forbidden } from "./errors.ts";

/** Facts of the request that a service needs for its audit entry and its limits. */
export type RequestFacts = {
  requestId: string;
  address: string | null;
  /** Taken by the first change, where the client wants the request carried out once at most. */
  requestKey?: RequestKey | undefined;
};

/** Nobody has signed in, or it does not matter who. */
export type PublicContext = ServiceDeps & RequestFacts;
export type PersonContext = PublicContext & { person: Person; session: PersonSession };
/** A person in an organization they belong to, or visit as support staff. */
export type MemberContext = PublicContext & {
  /** Under a token for automation, the token stands in a person's place. */
  person: Person;
  organization: Organization;
  role: Role;
  apiToken?: ApiToken | undefined;
  /** Set where the person is there as support staff of the instance. */
  visit?: Visit | undefined;
};
export type Visit = Pick<SupportVisit, "id" | "endsAt">;
/** A worker; its organization follows from its token. */
export type WorkerContext = PublicContext & {
  organization: Organization;
  workerToken: WorkerToken;
  known: KnownOrganization;
  /** The same worker as it stands now. Rejects where it may not ask any more. */
  again: () => Promise<WorkerContext>;
  /** Under which a worker asks again for what it may have been given already; null where it won't. */
  repeatKey: string | null;
};

/** The first line of every verb that not everybody in the organization may call. */
export function requireRole(ctx: MemberContext, allowed: readonly Role[]): void {
  if (!allowed.includes(ctx.role)) throw forbidden();
}
