import type { AddressProbe } from "@berth/api-contract";
import { checkStep, type RegistryType } from "@berth/registry-catalog";
import { useMutation } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { filledSettings } from "#src/domain-ui/registry-form/form-values.ts";

/** Asking an address whether a registry answers there. An answer counts only for the settings that it was asked with. */
export interface AddressProbing {
  /** The answer for these settings, or null where they were not asked for yet. */
  resultFor: (settings: Record<string, unknown>) => AddressProbe | null;
  /** How the registry signs clients in, as far as that is known. */
  schemeOf: (settings: Record<string, unknown>) => "basic" | "bearer" | null;
  /** Asks now. Throws what the server refuses. */
  ask: (settings: Record<string, unknown>) => Promise<AddressProbe>;
  asking: boolean;
}

export function useAddressProbe(org: string, type: RegistryType): AddressProbing {
  const probe = useMutation({
    mutationFn: (settings: Record<string, unknown>) =>
      call("POST /organizations/{org}/address-probe", {
        params: { org },
        body: { type: type.slug, settings: whereSettings(type, settings) },
      }),
  });
  const { data, variables } = probe;
  const resultFor = (settings: Record<string, unknown>) =>
    data && variables && keyOf(type, variables) === keyOf(type, settings) ? data : null;
  return {
    resultFor,
    schemeOf(settings) {
      const scheme = resultFor(settings)?.scheme;
      return scheme === "basic" || scheme === "bearer" ? scheme : null;
    },
    ask: (settings) => probe.mutateAsync({ ...settings }),
    asking: probe.isPending,
  };
}

/** Only what says where the registry is; everything else changes nothing about its address. */
function whereSettings(
  type: RegistryType,
  settings: Record<string, unknown>,
): Record<string, unknown> {
  const names = new Set(
    type.settings.filter(({ step }) => step === "where").map(({ name }) => name),
  );
  return Object.fromEntries(
    Object.entries(filledSettings(type, settings)).filter(([name]) => names.has(name)),
  );
}

function keyOf(type: RegistryType, settings: Record<string, unknown>): string {
  const { settings: canonical } = checkStep(type, "where", whereSettings(type, settings));
  return JSON.stringify(Object.entries(canonical).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
