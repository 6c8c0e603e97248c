import type { ProjectView, RouteBody } from "@berth/api-contract";
import type { Acme } from "./harness.ts";
import type { Client } from "./client.ts";
import { acmeParams } from "./registry.ts";

export async function addProject(
  client: Client,
  name: string,
  over: Partial<RouteBody<"POST /organizations/{org}/projects">> = {},
): Promise<ProjectView> {
  const body = { name, owner: { kind: "organization" as const }, ...over };
  return (await client.ok("POST /organizations/{org}/projects", { params: acmeParams, body }))
    .project;
}

/** A machine with a token; without a project the token may pull for any. */
export async function addWorker(
  acme: Acme,
  project: ProjectView | null = null,
  over: Partial<RouteBody<"POST /organizations/{org}/worker-tokens">> = {},
) {
  const created = await acme.owner.ok("POST /organizations/{org}/worker-tokens", {
    params: acmeParams,
    body: {
      name: "gpu-3",
      project: project === null ? { kind: "any" } : { kind: "default", id: project.id },
      expiresInDays: 30,
      ...over,
    },
  });
  const token = shownToken(created);
  return { worker: acme.anonymous.worker(token), token, id: created.workerToken.id };
}

/** The token of an answer that shows it. */
export function shownToken({ token }: { token: string | null }): string {
  if (token === null) throw new Error("the token is not shown, but delivered by a link");
  return token;
}

export async function personId(client: Client): Promise<string> {
  return (await client.ok("GET /session", {})).user.id;
}
