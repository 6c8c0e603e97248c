import { managers, type ImageMappingCreate, type ImageMappingView } from "@berth/api-contract";
import { mapsBelowItself, readMappedName } from "@berth/image-pattern";
import { newId } from "../../ids.ts";
import { auditEntry, newFields } from "../audit-entry.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { imageMappingView } from "./list.ts";

const mappingsMax = 100;

/** From now on workers pull images below one name under another. */
export async function createImageMapping(
  ctx: MemberContext,
  input: ImageMappingCreate,
): Promise<ImageMappingView> {
  requireRole(ctx, managers);
  const from = read("from", input.from);
  const to = read("to", input.to);
  if (mapsBelowItself({ from, to })) {
    throw refused(
      "to",
      "below-itself",
      "A cache has a name of its own; this one lies below what it would stand for.",
    );
  }
  const at = ctx.clock();
  const id = newId("map", at);
  const organizationId = ctx.organization.id;
  const { person } = ctx;
  const facts = { id, organizationId, from, to, createdAt: at };
  const result = await ctx.store.imageMappings.create({
    mapping: { ...facts, createdBy: person.id },
    max: mappingsMax,
    audit: auditEntry(
      ctx,
      "image-mapping.create",
      { kind: "image-mapping", id, name: from },
      newFields({ from, to }),
    ),
  });
  if (!result.ok && result.reason === "taken") {
    throw refused("from", "taken", `\`${from}\` is mapped already. Remove that mapping first.`);
  }
  if (!result.ok) {
    throw refused("from", "too-many", `An organization has at most ${mappingsMax} mappings.`);
  }
  return await imageMappingView(ctx, { ...facts, createdBy: { id: person.id, name: person.name } });
}

function read(path: "from" | "to", text: string): string {
  const name = readMappedName(text);
  if (name !== null) return name;
  throw refused(
    path,
    "unreadable",
    "Write a host, with the first parts of a path where you need them, such as `docker.io` or `ghcr.io/acme`; no star, no tag.",
  );
}

function refused(path: "from" | "to", code: string, message: string) {
  return validationFailed([{ path, code, message }]);
}
