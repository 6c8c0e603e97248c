import type { WorkerSelf } from "@berth/api-contract";
import type { WorkerContext } from "../context.ts";
import { resolveProject } from "../pulls/resolve-project.ts";
import { iso } from "../time.ts";
import { workerTokenView } from "../worker-tokens/token-view.ts";

/** What a worker's doctor holds its machine against. `project` as a pull would name it. */
export async function getWorkerSelf(
  ctx: WorkerContext,
  project: string | undefined,
): Promise<WorkerSelf> {
  const resolved = await resolveProject(ctx, project);
  const now = ctx.clock();
  const { name, slug } = ctx.organization;
  const token = workerTokenView(ctx.workerToken, now);
  return {
    organization: { name, slug },
    token: {
      name: token.name,
      prefix: token.prefix,
      project: token.project,
      expiresAt: token.expiresAt,
      actions: token.scope.actions,
    },
    project: projectView(resolved),
    serverTime: iso(now),
  };
}

function projectView(resolved: Awaited<ReturnType<typeof resolveProject>>): WorkerSelf["project"] {
  if (!resolved.ok) {
    return { kind: "refused", reason: resolved.reason, message: resolved.message };
  }
  if (resolved.project === null) return { kind: "none" };
  return { kind: "project", name: resolved.project.name, ownerKind: resolved.project.owner.kind };
}
