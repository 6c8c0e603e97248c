import { managers, type ProjectCreate, type ProjectView } from "@berth/api-contract";
import { requireRole, type MemberContext } from "../context.ts";
import { createProject } from "./create.ts";
import { projectState, updateProject } from "./update.ts";
import { projectView } from "./project-view.ts";

/**
 * Makes the project of another system's id what is given, or makes it. A repeated call changes nothing and writes
 * nothing, so that a system may send all of its projects as often as it likes.
 */
export async function putProject(
  ctx: MemberContext,
  externalId: string,
  wanted: ProjectCreate,
): Promise<ProjectView> {
  requireRole(ctx, managers);
  const standing = await ctx.store.projects.findByExternalId(ctx.organization.id, externalId);
  if (standing === null) return await createProject(ctx, wanted, externalId);
  const { name, owner, memberIds } = wanted;
  const sorted = [...new Set(memberIds)].toSorted((one, other) => (one < other ? -1 : 1));
  const before = projectState(standing);
  const members = standing.members
    .map(({ id }) => id)
    .toSorted((one, other) => (one < other ? -1 : 1));
  const same =
    JSON.stringify({ ...before, memberIds: members }) ===
    JSON.stringify({ name, owner: ownerOf(owner), memberIds: sorted });
  return same
    ? await projectView(ctx, standing)
    : await updateProject(ctx, standing.id, { name, owner, memberIds });
}

/** In the order of fields that the state before has. */
function ownerOf(owner: ProjectCreate["owner"]): ProjectCreate["owner"] {
  return owner.kind === "person"
    ? { kind: "person", personId: owner.personId }
    : { kind: "organization" };
}
