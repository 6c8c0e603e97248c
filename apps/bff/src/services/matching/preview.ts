import {
  managers,
  type PatternEdit,
  type PreviewAnswer,
  type PreviewInput,
} from "@berth/api-contract";
import { splitHost, type HostRule } from "@berth/image-pattern";
import { checkStep } from "@berth/registry-catalog";
import type { RegistryPattern } from "../../store/rows.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireRegistry } from "../registries/get.ts";
import { readPatterns } from "../registries/patterns.ts";
import { requireType } from "../registries/registry-type.ts";
import {
  brokenExpectations,
  changedIndex,
  crowdedPattern,
  winnerIn,
  type RegistryChange,
} from "./change.ts";
import { effectOf, recentImages } from "./effect.ts";
import { overlapsOfChange } from "./overlaps.ts";

/** What a change of patterns would do, from the same judgement that its save will meet. */
export async function previewPatterns(
  ctx: MemberContext,
  { edit, images }: PreviewInput,
): Promise<PreviewAnswer> {
  requireRole(ctx, managers);
  const saved = edit.registryId === null ? null : await requireRegistry(ctx, edit.registryId);
  const type = requireType(edit.type);
  const hostRule = type.hostRule(checkStep(type, "where", edit.settings).settings);
  const { patterns, problems } = readPatterns({ type, hostRule }, edit.patterns);
  const change: RegistryChange = {
    id: saved?.id ?? "unsaved",
    name: saved?.name ?? "this registry",
    type: edit.type,
    hostRule: hostRule ?? hostsOf(patterns),
    paused: saved?.paused ?? false,
    patterns,
  };
  const before = await ctx.indexes.current(ctx.organization.id);
  const pair = changedIndex(before, change);
  const crowded = crowdedPattern(pair, change);
  if (crowded !== null) {
    const index = placeOf(edit, patterns, crowded.index);
    problems.push({ index, code: "crowded", message: crowded.message, at: null, fix: null });
  }
  const expectations = await ctx.store.expectations.list(ctx.organization.id);
  const names = new Map(
    [...before.entries.values()].map((one) => [one.registryId, one.registryName]),
  );
  const recent = await recentImages(ctx);
  return {
    winners: images.map((image) => {
      const winner = winnerIn(pair.after, image);
      if (winner === null) return null;
      return { image, registryName: winner.registryName, pattern: winner.pattern };
    }),
    problems,
    overlaps: overlapsOfChange(pair, change, [
      ...images,
      ...recent.images.map(({ image }) => image),
    ]),
    effect: effectOf(recent, pair),
    brokenExpectations: brokenExpectations(pair, expectations).map(({ expectation, after }) => ({
      image: expectation.image,
      registryName: names.get(expectation.registryId) ?? "a registry",
      after: after?.registryName ?? null,
    })),
  };
}

/** While the settings do not say yet, a pattern is taken at its own word. */
function hostsOf(patterns: readonly RegistryPattern[]): HostRule {
  const hosts = patterns.map(({ canonical }) => canonical.slice(0, canonical.indexOf("/")));
  return { kind: "exact", hosts: hosts.filter((host) => !splitHost(host).name.includes("*")) };
}

/** The place in the list as it was sent: patterns that can't be read are missing in `patterns`. */
function placeOf(edit: PatternEdit, patterns: readonly RegistryPattern[], index: number): number {
  const text = patterns[index]?.text;
  return Math.max(
    0,
    edit.patterns.findIndex((one) => one.trim() === text),
  );
}
