import { backgroundHeader, type Access } from "@berth/api-contract";
import type { Context } from "hono";
import { authenticateApiToken } from "../services/api-tokens/authenticate.ts";
import { authenticateWorker } from "../services/worker-tokens/authenticate.ts";
import type { ServiceDeps } from "../services/deps.ts";
import { forbidden } from "../services/errors.ts";
import {
  authenticateMember,
  authenticatePerson,
  noteActivity,
  requireConfirmed,
} from "../services/session/authenticate.ts";
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
    signal: () => c.req.raw.signal,
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

  const apiToken = apiTokenOf(c);
  if (access.who === "member" && apiToken !== null) {
    const slug = c.req.param("org") ?? "";
    const ctx = await authenticateApiToken(base, apiToken, { slug, access });
    c.set("organizationId", ctx.organization.id);
    c.set("apiTokenId", ctx.person.id);
    return { ctx, ...around };
  }

  const person = await authenticatePerson(base, c.req.header("cookie") ?? null);
  c.set("personId", person.person.id);
  const background = c.req.method === "GET" && c.req.header(backgroundHeader) !== undefined;
  if (access.who === "person") {
    if (access.confirmed) requireConfirmed(person);
    const session = background ? person.session : noteActivity(person, null, person.session.seenAt);
    return { ctx: { ...person, session }, ...around };
  }

  const member = await authenticateMember(person, c.req.param("org") ?? "", { background });
  c.set("organizationId", member.organization.id);
  if (!access.roles.includes(member.role)) throw forbidden();
  if (member.visit !== undefined && c.req.method !== "GET" && access.visitors !== true) {
    throw forbidden();
  }
  if (access.confirmed) requireConfirmed(person);
  return { ctx: member, ...around };
}

/** A browser never sends one by itself, and a request that brings one counts by it alone. */
export function apiTokenOf(c: Context<HttpEnv>): string | null {
  const bearer = bearerOf(c.req.header("authorization"));
  return bearer?.startsWith("brth_a_") === true ? bearer : null;
}

export function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? "")?.[1] ?? null;
}
