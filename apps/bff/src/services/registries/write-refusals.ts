import type { Issue } from "@berth/api-contract";
import type { Registry, RegistryPattern } from "../../store/rows.ts";
import type { Conflict, NameTaken, NotFound, PatternTaken } from "../../store/ports/outcome.ts";
import type { MemberContext } from "../context.ts";
import { AppError, notFound } from "../errors.ts";

type Refusal = NotFound | Conflict | NameTaken | PatternTaken;

/** What the store refused to write, in words that name whoever holds the place. */
export async function registryRefusal(
  ctx: MemberContext,
  id: string,
  refusal: Refusal,
  patterns: readonly RegistryPattern[] = [],
): Promise<AppError> {
  switch (refusal.reason) {
    case "not_found":
      return notFound();
    case "conflict": {
      const current = await ctx.store.registries.get(ctx.organization.id, id);
      return current === null ? notFound() : versionConflict(ctx, current);
    }
    case "name_taken": {
      const message = `Another registry is called '${refusal.holder.name}'. Choose another name.`;
      return new AppError("name_taken", message, { issues: [{ path: "name", message }] });
    }
    case "pattern_taken": {
      const { canonical, holder } = refusal;
      const message = `'${holder.name}' already has the pattern \`${canonical}\`.`;
      const index = patterns.findIndex((pattern) => pattern.canonical === canonical);
      const issue: Issue = { path: `patterns.${Math.max(index, 0)}`, code: "identical", message };
      return new AppError("pattern_taken", message, { issues: [issue] });
    }
  }
}

/** Somebody else saved first. Says who, so that the two can talk. */
export function versionConflict(ctx: MemberContext, current: Registry): AppError {
  const by = current.updatedBy;
  const who = by === null ? "Somebody" : by.id === ctx.person.id ? "You, elsewhere," : by.name;
  const minutes = Math.floor((ctx.clock() - current.updatedAt) / 60_000);
  const when = minutes < 1 ? "just now" : minutes === 1 ? "a minute ago" : `${minutes} minutes ago`;
  const old = minutes > 90 ? "while you were editing it" : when;
  return new AppError("conflict", `${who} changed this registry ${old}. Nothing was saved.`);
}
