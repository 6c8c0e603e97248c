import type { MemberContext } from "../context.ts";
import { AppError, validationFailed } from "../errors.ts";
import { brokenExpectations, changedIndex, crowdedPattern, type RegistryChange } from "./change.ts";

/**
 * Whether a change of patterns may be saved: no place in the index may get crowded, and no saved
 * expectation may break unless a reason is given. Gives the revision that this was judged on, and what
 * was overridden, for the audit log.
 */
export async function requireChange(
  ctx: MemberContext,
  change: RegistryChange,
  overrideReason: string | undefined,
): Promise<{ revision: number; overridden: string[] }> {
  const before = await ctx.indexes.current(ctx.organization.id);
  const pair = changedIndex(before, change);
  const crowded = crowdedPattern(pair, change);
  if (crowded !== null) {
    const { index, message } = crowded;
    throw validationFailed([{ path: `patterns.${index}`, code: "crowded", message }]);
  }
  const expectations = await ctx.store.expectations.list(ctx.organization.id);
  const broken = brokenExpectations(pair, expectations);
  if (broken.length > 0 && overrideReason === undefined) {
    throw new AppError(
      "expectation_broken",
      broken.length === 1
        ? "An image would no longer use the registry that it is expected to use."
        : `${broken.length} images would no longer use the registries that they are expected to use.`,
      {
        issues: broken.slice(0, 20).map(({ expectation, after }) => ({
          path: "patterns",
          code: "expectation",
          message:
            after === null
              ? `\`${expectation.image}\` would match no pattern.`
              : `\`${expectation.image}\` would use '${after.registryName}' (\`${after.pattern}\`).`,
        })),
      },
    );
  }
  const overridden = broken.map(({ expectation }) => expectation.image);
  return { revision: before.revision, overridden };
}
