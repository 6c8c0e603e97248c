import { managers, type ExpectationView } from "@berth/api-contract";
import { parseImage } from "@berth/image-pattern";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { notFound, validationFailed } from "../errors.ts";
import { requireRegistry } from "../registries/get.ts";
import { expectationView } from "./list.ts";

/** From now on a save is stopped after which this image would use another registry. */
export async function createExpectation(
  ctx: MemberContext,
  registryId: string,
  text: string,
): Promise<ExpectationView> {
  requireRole(ctx, managers);
  const registry = await requireRegistry(ctx, registryId);
  const parsed = parseImage(text);
  if (!parsed.ok) {
    const { code, message, at } = parsed;
    throw validationFailed([{ path: "image", code, message, ...(at === undefined ? {} : { at }) }]);
  }
  const image = parsed.image.canonical;
  const winner = await ctx.indexes.find(ctx.organization.id, image);
  if (winner?.registryId !== registryId) {
    const uses = winner === null ? "matches no pattern" : `uses '${winner.registryName}'`;
    const message = `\`${image}\` ${uses} now, so it can't be expected here. Change the patterns first.`;
    throw validationFailed([{ path: "image", code: "other-registry", message }]);
  }
  const at = ctx.clock();
  const id = newId("exp", at);
  const result = await ctx.store.expectations.create({
    expectation: {
      id,
      organizationId: ctx.organization.id,
      registryId,
      image,
      createdAt: at,
      createdBy: ctx.person.id,
    },
    audit: auditEntry(
      ctx,
      "expectation.create",
      { kind: "registry", id: registryId, name: registry.name },
      newFields({ image }),
    ),
  });
  if (!result.ok) throw notFound();
  return expectationView(result.expectation);
}
