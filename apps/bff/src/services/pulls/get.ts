import type { PullDetail } from "@berth/api-contract";
import type { MemberContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { requireVisibleProject } from "../projects/visible.ts";
import { pullDiagnosis } from "./diagnosis/pull-diagnosis.ts";
import { pullView } from "./pull-view.ts";

/** To a member, a pull of a project that is not theirs does not exist. */
export async function getPull(ctx: MemberContext, id: string): Promise<PullDetail> {
  const pull = await ctx.store.pulls.get(ctx.organization.id, id);
  if (pull === null) throw notFound();
  if (ctx.role === "member") await requireVisibleProject(ctx, pull.project?.id ?? null);
  return { ...pullView(pull), diagnosis: pullDiagnosis(pull) };
}
