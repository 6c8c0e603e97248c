import type { CheckView, RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { checkQuery } from "#src/api/use-check.ts";

/** How the registry signed clients in at the check that its health rests on; null where that is not known. */
export function useSchemeOfLastCheck(
  org: string,
  registry: RegistryView,
): "basic" | "bearer" | null {
  const { checkId } = registry.health;
  const { data } = useQuery({ ...checkQuery(org, checkId ?? ""), enabled: checkId !== null });
  return data ? schemeOf(data) : null;
}

function schemeOf({ steps }: CheckView): "basic" | "bearer" | null {
  const evidence = steps.find(({ step }) => step === "challenge")?.evidence ?? [];
  for (const item of evidence) {
    if (item.kind !== "exchange") continue;
    const schemes =
      item.exchange.answer?.challenges.map(({ scheme }) => scheme.toLowerCase()) ?? [];
    if (schemes.includes("bearer")) return "bearer";
    if (schemes.includes("basic")) return "basic";
  }
  return null;
}
