import type { CheckInput } from "@berth/registry-client";
import type { MemberContext } from "../context.ts";
import type { CheckSubject } from "./subject.ts";

/** The first step of a check: what was asked for, and which registry a pull of this image would use. */
export async function pickOf(
  ctx: MemberContext,
  { image, registry, registryName }: CheckSubject,
): Promise<NonNullable<CheckInput["pick"]>> {
  const { canonical } = image;
  const name = registryName ?? "the form";
  if (registry === null) {
    return { text: `Checking what the form says`, evidence: { kind: "pick", canonical } };
  }
  const winner = await ctx.indexes.find(ctx.organization.id, image.text);
  const evidence = {
    kind: "pick" as const,
    canonical,
    registry: name,
    ...(winner === null ? {} : { pattern: winner.pattern }),
  };
  if (winner === null) {
    return {
      text: `'${name}', as asked. No pattern covers this image, so pulls of it are anonymous`,
      evidence,
    };
  }
  if (winner.registryId !== registry.id) {
    const text = `'${name}', as asked. Pulls of this image use '${winner.registryName}' (\`${winner.pattern}\`)`;
    return { text, evidence };
  }
  return { text: `Pattern \`${winner.pattern}\` → ${name}`, evidence };
}
