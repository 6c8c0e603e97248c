import type { Access } from "@berth/api-contract";
import type { Context } from "hono";
import { authenticateWorker } from "../services/worker-tokens/authenticate.ts";
import type { ServiceDeps } from "../services/deps.ts";
import { forbidden, notFound, sessionRequired } from "../services/errors.ts";
import type { MemberCall, PersonCall, PublicCall, WorkerCall } from "./calls.ts";
import type { HttpEnv } from "./http-env.ts";

/**
 * Decides whether a request may go on, and as whom. A stranger to the organization of the path gets the
 * answer of a missing thing; a member whose role is too low is told so.
 */
export async function authorise(
  c: Context<HttpEnv>,
  deps: ServiceDeps,
  access: Access,
  cookies: string[],
): Promise<PublicCall | PersonCall | MemberCall | WorkerCall> {
  const facts = { requestId: c.get("requestId"), address: c.get("address") };
  const base = { ...deps, ...facts };
  const around = {
    headers: c.req.raw.headers,
    signal: c.req.raw.signal,
    setCookies: (values: readonly string[]) => void cookies.push(...values),
  };
  if (access.who === "anyone") return { ctx: base, ...around };

  if (access.who === "worker") {
    const worker = await authenticateWorker(
      base,
      bearerOf(c.req.header("authorization")),
      access.action,
    );
    c.set("organizationId", worker.organization.id);
    c.set("workerTokenId", worker.workerToken.id);
    return { ctx: worker, ...around };
  }

  const session = await deps.auth.session(c.req.header("cookie") ?? null);
  if (session === null) throw sessionRequired();
  const { person } = session;
  c.set("personId", person.id);
  cookies.push(...session.cookies);
  if (access.who === "person") return { ctx: { ...base, person }, ...around };

  const membership = await deps.store.people.membership(person.id, c.req.param("org") ?? "");
  if (membership === null) throw notFound();
  const { organization, role } = membership;
  c.set("organizationId", organization.id);
  if (!access.roles.includes(role)) throw forbidden();
  return { ctx: { ...base, person, organization, role }, ...around };
}

function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? "")?.[1] ?? null;
}
