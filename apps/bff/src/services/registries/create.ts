import { managers, type RegistryCreate, type RegistryView } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import type { CreateRegistry } from "../../store/ports/registry.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireProof } from "../checks/proof.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { requireChange } from "../matching/require-change.ts";
import { sealSecret } from "../secrets/seal.ts";
import { expiryOf } from "./expiry.ts";
import { readSecret, readSettings, type SecretForm } from "./form.ts";
import { healthFromCheck } from "./health.ts";
import { requirePatterns } from "./patterns.ts";
import { requireType } from "./registry-type.ts";
import { registryView } from "./registry-view.ts";
import { overrideChanges, saveOnCurrentPatterns } from "./save.ts";
import { shownHost } from "./shown-host.ts";
import { readTestImage } from "./test-image.ts";
import { registryRefusal } from "./write-refusals.ts";

/** Adds a registry with its secret. Healthy at once where a check has proven exactly this. */
export async function createRegistry(
  ctx: MemberContext,
  input: RegistryCreate,
): Promise<RegistryView> {
  requireRole(ctx, managers);
  const { overrideReason } = input;
  const form = readSecret(readSettings(ctx, requireType(input.type), input.settings), input.secret);
  const patterns = requirePatterns(form, input.patterns);
  const registry = await toRow(ctx, input, form);
  const secret = await sealSecret(ctx, { registryId: registry.id, version: 1 }, form);
  const { id, name } = registry;
  const result = await saveOnCurrentPatterns(async () => {
    const change = { id, name, type: input.type, hostRule: form.hostRule, paused: false, patterns };
    const { revision, overridden } = await requireChange(ctx, change, overrideReason);
    return await ctx.store.registries.create({
      registry,
      patterns,
      secret,
      checkId: input.checkId,
      draftId: input.draftId,
      patternRevision: revision,
      by: ctx.person.id,
      at: ctx.clock(),
      audit: auditEntry(ctx, "registry.create", { kind: "registry", id, name }, [
        ...newFields({
          name,
          type: registry.type,
          settings: registry.settings,
          patterns: patterns.map(({ canonical }) => canonical),
          handOutStored: registry.handOutStored,
          checked: input.checkId !== null && input.checkId !== undefined,
          secret: `set, fingerprint ${secret.fingerprint}`,
        }),
        ...overrideChanges(overridden, overrideReason),
      ]),
    });
  });
  if (!result.ok) throw await registryRefusal(ctx, id, result, patterns);
  return await registryView(ctx, result.registry);
}

async function toRow(
  ctx: MemberContext,
  input: RegistryCreate,
  form: SecretForm,
): Promise<CreateRegistry["registry"]> {
  const { type, settings, hostRule } = form;
  const { name, handOutStored, expiryAt, checkId } = input;
  const check =
    checkId === null || checkId === undefined
      ? null
      : await requireProof(ctx, checkId, "form", form);
  return {
    id: newId("reg", ctx.clock()),
    organizationId: ctx.organization.id,
    name,
    type: type.slug,
    settings,
    host: shownHost(form),
    hostRule,
    identity: type.identity(settings),
    handOutStored,
    testImage: readTestImage(hostRule, input.testImage) ?? null,
    expiry: expiryOf(form, expiryAt, ctx.clock()),
    health: healthFromCheck(check, form),
  };
}
