import type { RegistryView } from "@berth/api-contract";
import type { KeptSecret, Registry, SecretFacts, Usage } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { rotateAt } from "../expiry/dates.ts";
import { iso, isoOrNull } from "../time.ts";
import { healthView } from "./health.ts";
import { checkedOn } from "./signed-in-to-by-workers.ts";

/** Registries as answers show them: never a secret, and to a member only name, patterns and health. */
export async function registryViews(
  ctx: MemberContext,
  registries: readonly Registry[],
): Promise<RegistryView[]> {
  const usage = await ctx.store.pulls.usage(ctx.organization.id, {
    of: "registry",
    ids: registries.map(({ id }) => id),
    days: 30,
    now: ctx.clock(),
  });
  const byId = new Map(usage.map((one) => [one.id, one]));
  const checked = await beingChecked(ctx);
  return registries.map((registry) => {
    const view = toView(ctx, registry, byId.get(registry.id), checked(registry.id));
    return ctx.role === "member" ? forMember(view) : view;
  });
}

/** Another server may run a check too, where there can be one. */
async function beingChecked(ctx: MemberContext): Promise<(id: string) => boolean> {
  const { store, organization, liveChecks } = ctx;
  const anywhere = store.shared
    ? new Set(await store.checks.registriesBeingChecked(organization.id))
    : new Set<string>();
  return (id) => liveChecks.isChecking(id) || anywhere.has(id);
}

export async function registryView(ctx: MemberContext, registry: Registry): Promise<RegistryView> {
  const [view] = await registryViews(ctx, [registry]);
  if (view === undefined) throw new Error("one registry gives one view");
  return view;
}

function toView(
  ctx: MemberContext,
  registry: Registry,
  usage: Usage | undefined,
  checking: boolean,
): RegistryView {
  const { id, name, type, host, hostRule, settings, identity, patterns, paused } = registry;
  const { expiry, handOutStored, servesHostOnly, testImage, version, createdBy, updatedBy } =
    registry;
  return {
    id,
    name,
    type,
    host,
    hostRule:
      hostRule.kind === "exact" ? { kind: "exact", hosts: [...hostRule.hosts] } : { ...hostRule },
    settings: { ...settings },
    identity,
    patterns,
    health: healthView(registry, ctx.clock(), checking),
    checkedOn: checkedOn(registry),
    paused,
    secret: registry.secret === null ? null : secretView(registry.secret, registry.kept),
    expiry: {
      at: isoOrNull(expiry.at),
      source: expiry.source,
      by: expiry.by,
      snoozedUntil: isoOrNull(expiry.snoozedUntil),
    },
    rotateAfterDays: registry.rotateAfterDays,
    rotateAt: isoOrNull(rotateAt(registry)),
    handOutStored,
    servesHostOnly,
    testImage,
    lastPullAt: isoOrNull(usage?.lastPullAt ?? null),
    pulls30d: usage?.pulls ?? 0,
    version,
    createdAt: iso(registry.createdAt),
    createdBy,
    updatedAt: iso(registry.updatedAt),
    updatedBy,
  };
}

function secretView({ setAt, setBy, fingerprint, version }: SecretFacts, kept: KeptSecret | null) {
  return {
    setAt: iso(setAt),
    setBy,
    fingerprint,
    version,
    kept:
      kept === null
        ? null
        : {
            setAt: iso(kept.setAt),
            setBy: kept.setBy,
            fingerprint: kept.fingerprint,
            until: iso(kept.until),
          },
  };
}

function forMember(view: RegistryView): RegistryView {
  return {
    ...view,
    settings: null,
    identity: null,
    secret: null,
    expiry: { at: null, source: "unknown", by: null, snoozedUntil: null },
    rotateAfterDays: null,
    rotateAt: null,
    checkedOn: null,
    testImage: null,
    lastPullAt: null,
    pulls30d: 0,
    health: { ...view.health, checkId: null, checkedBy: null },
    createdBy: null,
    updatedBy: null,
  };
}
