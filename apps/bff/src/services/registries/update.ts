import { managers, type RegistryUpdate, type RegistryView } from "@berth/api-contract";
import { hostRuleAllows, parseImage, type HostRule } from "@berth/image-pattern";
import type { Registry, RegistryPattern } from "../../store/rows.ts";
import type { UpdateRegistry } from "../../store/ports/registry.ts";
import { auditEntry, changedFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireChange } from "../matching/require-change.ts";
import { sealSecret } from "../secrets/seal.ts";
import { isoOrNull } from "../time.ts";
import { readMove, type Move } from "./move.ts";
import { requireRegistry } from "./get.ts";
import { requirePatterns } from "./patterns.ts";
import { registryView } from "./registry-view.ts";
import { overrideChanges, saveOnCurrentPatterns } from "./save.ts";
import { shownHost } from "./shown-host.ts";
import { readTestImage } from "./test-image.ts";
import { registryRefusal, versionConflict } from "./write-refusals.ts";

/**
 * Changes name, patterns, settings. Name and patterns never need the secret; a moved destination always
 * does, and the secret is sealed anew for it.
 */
export async function updateRegistry(
  ctx: MemberContext,
  id: string,
  input: RegistryUpdate,
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const { version, overrideReason } = input;
  const before = await requireRegistry(ctx, id);
  if (before.version !== version) throw versionConflict(ctx, before);
  const move = await readMove(ctx, before, input);
  const patterns = readChangedPatterns(before, move, input.patterns);
  const change = toChange(before, move, input);
  const secretVersion = (before.secret?.version ?? 0) + 1;
  const secret =
    move.secret === null
      ? undefined
      : await sealSecret(ctx, { registryId: id, version: secretVersion }, move.secret);
  const name = change.name ?? before.name;
  const result = await saveOnCurrentPatterns(async () => {
    const { revision, overridden } = await requireChange(
      ctx,
      {
        id,
        name,
        type: before.type,
        hostRule: move.form.hostRule,
        paused: before.paused,
        patterns: patterns ?? before.patterns,
      },
      overrideReason,
    );
    return await ctx.store.registries.update({
      organizationId: ctx.organization.id,
      id,
      version,
      change,
      patterns,
      secret,
      checkId: move.secret === null ? undefined : input.checkId,
      patternRevision: revision,
      by: ctx.person.id,
      at: ctx.clock(),
      audit: auditEntry(ctx, "registry.update", { kind: "registry", id, name }, [
        ...auditChanges(before, change, patterns),
        ...(secret === undefined
          ? []
          : [
              {
                field: "secret",
                before: `fingerprint ${before.secret?.fingerprint ?? "none"}`,
                after: `replaced, fingerprint ${secret.fingerprint}`,
              },
            ]),
        ...overrideChanges(overridden, overrideReason),
      ]),
    });
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result, patterns ?? []);
  return await registryView(ctx, result.registry);
}

/** New patterns, or the old ones judged anew where the registry's hosts have changed. */
function readChangedPatterns(
  before: Registry,
  { form }: Move,
  texts: readonly string[] | undefined,
): RegistryPattern[] | undefined {
  if (texts !== undefined) return requirePatterns(form, texts);
  const sameHosts = JSON.stringify(before.hostRule) === JSON.stringify(form.hostRule);
  if (!sameHosts) {
    requirePatterns(
      form,
      before.patterns.map(({ text }) => text),
    );
  }
  return undefined;
}

function toChange(
  before: Registry,
  { form, settingsGiven, health, expiry }: Move,
  { name, handOutStored, servesHostOnly, testImage, rotateAfterDays }: RegistryUpdate,
): UpdateRegistry["change"] {
  return {
    name,
    handOutStored,
    servesHostOnly,
    testImage:
      testImage === undefined
        ? lostTestImage(before, form.hostRule)
        : readTestImage(form.hostRule, testImage),
    expiry,
    rotateAfterDays,
    health,
    ...(settingsGiven
      ? {
          settings: form.settings,
          host: shownHost(form),
          hostRule: form.hostRule,
          identity: form.type.identity(form.settings),
        }
      : {}),
  };
}

/** An image of the old hosts can't be checked on the new ones. */
function lostTestImage(before: Registry, hostRule: HostRule): null | undefined {
  if (before.testImage === null) return undefined;
  const parsed = parseImage(before.testImage);
  return parsed.ok && hostRuleAllows(hostRule, parsed.image.host) ? undefined : null;
}

function auditChanges(
  before: Registry,
  change: UpdateRegistry["change"],
  patterns: readonly RegistryPattern[] | undefined,
) {
  const { name, settings, handOutStored, servesHostOnly, testImage, expiry, rotateAfterDays } =
    change;
  const given = Object.entries({
    name,
    settings,
    handOutStored,
    servesHostOnly,
    testImage,
    rotateAfterDays,
    expiryAt: expiry === undefined ? undefined : isoOrNull(expiry.at),
    patterns: patterns?.map(({ canonical }) => canonical),
  }).filter(([, value]) => value !== undefined);
  return changedFields(
    {
      name: before.name,
      settings: before.settings,
      handOutStored: before.handOutStored,
      servesHostOnly: before.servesHostOnly,
      testImage: before.testImage,
      rotateAfterDays: before.rotateAfterDays,
      expiryAt: isoOrNull(before.expiry.at),
      patterns: before.patterns.map(({ canonical }) => canonical),
    },
    Object.fromEntries(given),
  );
}
