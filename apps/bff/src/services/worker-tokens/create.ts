import {
  managers,
  type Issue,
  type WorkerTokenCreate,
  type WorkerTokenCreated,
} from "@berth/api-contract";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { iso } from "../time.ts";
import { readNetworks } from "./networks.ts";
import { mintWorkerToken } from "./new-token.ts";

/** The answer is the only place where the token itself ever stands, or the link that gives it once. */
export async function createWorkerToken(
  ctx: MemberContext,
  input: WorkerTokenCreate,
): Promise<WorkerTokenCreated> {
  requireRole(ctx, managers);
  const { name, project, registryIds, projectIds, delivery } = input;
  const networks = readNetworks(input.networks);
  if (!networks.ok) throw validationFailed(networks.issues);
  const issue = projectIssue(project, projectIds);
  if (issue !== null) throw validationFailed([issue]);
  const scope = {
    registryIds: registryIds === null ? null : [...new Set(registryIds)],
    projectIds: projectIds === null ? null : [...new Set(projectIds)],
    actions: [...new Set(input.actions)],
    networks: networks.networks,
  };
  const { fields, answer } = mintWorkerToken(ctx, input);
  const result = await ctx.store.workerTokens.create({
    token: { ...fields, name, project, scope },
    audit: auditEntry(
      ctx,
      "worker-token.create",
      { kind: "worker-token", id: fields.id, name },
      newFields({ name, project, ...scope, expiresAt: iso(fields.expiresAt), delivery }),
    ),
  });
  if (result.ok) return answer(result.token);
  if (result.reason === "registry_unknown") {
    throw validationFailed([{ path: "registryIds", message: "There is no such registry." }]);
  }
  const path = projectIds?.includes(result.projectId) === true ? "projectIds" : "project";
  throw validationFailed([{ path, message: "There is no such project." }]);
}

/** A limit to some projects and "any project" contradict each other. */
function projectIssue(
  project: WorkerTokenCreate["project"],
  projectIds: WorkerTokenCreate["projectIds"],
): Issue | null {
  if (projectIds === null) return null;
  if (project.kind === "any") {
    return {
      path: "projectIds",
      message: "A token for any project can't be limited to some. Give it a default project.",
    };
  }
  if (projectIds.includes(project.id)) return null;
  return { path: "projectIds", message: "The default project has to be one of these." };
}
