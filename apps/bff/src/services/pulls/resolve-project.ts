import type { RefusalReason } from "@berth/api-contract";
import type { Project, WorkerToken } from "../../store/rows.ts";
import type { WorkerContext } from "../context.ts";

export type ResolvedProject =
  /** Null where the token may pull for any project and none was named. */
  { ok: true; project: Project | null } | { ok: false; reason: RefusalReason; message: string };

/**
 * Whose pull it is: the project that was named, else the token's own. A project of another organization
 * and one that does not exist get the same refusal.
 */
export async function resolveProject(
  { known, workerToken }: Pick<WorkerContext, "known" | "workerToken">,
  named: string | undefined,
): Promise<ResolvedProject> {
  if (named !== undefined) {
    const project = await known.findProject(named);
    if (project !== null) return withinScope(workerToken, project);
    const message =
      "This worker token's organization has no project of that name. Check its spelling, or ask an admin to add it.";
    return { ok: false, reason: "project_unknown", message };
  }
  if (workerToken.project.kind === "any") return { ok: true, project: null };
  const project = await known.project(workerToken.project.id);
  if (project !== null) return withinScope(workerToken, project);
  return {
    ok: false,
    reason: "project_required",
    message:
      "This worker token's default project was deleted. Name a project, or ask an admin for a token with another default.",
  };
}

function withinScope({ scope }: WorkerToken, project: Project): ResolvedProject {
  if (scope.projects === null || scope.projects.some(({ id }) => id === project.id)) {
    return { ok: true, project };
  }
  const message = `This worker token may not pull for '${project.name}'. An admin can make one that may.`;
  return { ok: false, reason: "project_out_of_scope", message };
}
