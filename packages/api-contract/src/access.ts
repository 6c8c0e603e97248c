import type { ApiScope } from "./api-scopes.ts";
import type { Role } from "./roles.ts";
import type { WorkerAction } from "./schemas/worker-token.ts";

/**
 * Who may call a route. There is no default: a route without an access rule does not compile, and the server
 * refuses a request before its handler runs.
 *
 * - `anyone`: no sign-in, e.g. the sign-in form itself.
 * - `person`: somebody signed in, in any organization or none.
 * - `member`: somebody whose role in the organization of the path is one of `roles`. A stranger gets the answer
 *   of a missing page; a member whose role is too low gets `forbidden`.
 * - `worker`: a worker token whose scope allows `action`; null where every token may.
 *
 * Support staff of the instance on a visit come in with the role Support, and may only read; `visitors` opens a route
 * to them that is more than a read.
 *
 * `scope` opens a member's route to API tokens that have it; a route without one is closed to all of them.
 *
 * `confirmed` asks for somebody who proved within the last minutes who they are: what is done here outlives the
 * session, so a session left open on a desk must not be enough.
 */
export type Access =
  | { who: "anyone" }
  | { who: "person"; confirmed?: true }
  | { who: "member"; roles: readonly Role[]; confirmed?: true; scope?: ApiScope; visitors?: true }
  | { who: "worker"; action: WorkerAction | null };
