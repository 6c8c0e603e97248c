import type { RegistryCreate } from "@berth/api-contract";
import type { RegistryType, Settings } from "@berth/registry-catalog";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { registriesQuery, registryQuery } from "#src/api/registries.ts";
import { expiryMoment, suggestedDay } from "#src/domain-ui/registry-form/expiry-day.ts";
import { formCheckInput } from "#src/domain-ui/registry-form/form-check-input.ts";
import {
  filledSecret,
  filledSettings,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import { type CheckedSave, useCheckedSave } from "#src/domain-ui/registry-form/use-checked-save.ts";

/** Checks and saves a new registry. */
export function useSaveRegistry(
  org: string,
  type: RegistryType,
  draftOf: () => string | null,
  onSaved: (registryId: string, imagesGained: number) => void,
): CheckedSave {
  const queryClient = useQueryClient();
  return useCheckedSave(
    org,
    (values) => formCheckInput(type, values),
    async (values, checkId) => {
      const body = { ...toRequest(type, values, checkId), draftId: draftOf() };
      const gained = await countGained(org, body);
      const { registry } = await call("POST /organizations/{org}/registries", {
        params: { org },
        body,
      });
      queryClient.setQueryData(registryQuery(org, registry.id).queryKey, registry);
      void queryClient.invalidateQueries({ queryKey: registriesQuery(org).queryKey });
      void queryClient.invalidateQueries({ queryKey: ["pattern-entries", org] });
      onSaved(registry.id, gained);
    },
  );
}

function toRequest(
  type: RegistryType,
  values: RegistryFormValues,
  checkId: string | null,
): RegistryCreate {
  const { settings, secret, testImage, patterns, handOut, expiryDay, overrideReason } = values;
  const reading = type.expiry(secret, settings as Settings, Date.now());
  const reason = overrideReason.trim();
  return {
    name: values.name.trim(),
    type: type.slug,
    settings: filledSettings(type, settings),
    secret: filledSecret(secret),
    patterns: patterns.map(({ text }) => text),
    handOutStored: handOut === "yes",
    testImage: testImage.trim() === "" ? null : testImage.trim(),
    // A date that stands in the secret is the server's to read: only another one was entered.
    expiryAt: expiryDay === suggestedDay(reading) ? null : expiryMoment(expiryDay, reading),
    checkId,
    ...(reason === "" ? {} : { overrideReason: reason }),
  };
}

/** How many images of the last 30 days will use the new registry. Worth a sentence, not worth a failure. */
async function countGained(org: string, body: RegistryCreate): Promise<number> {
  const { type, settings, patterns } = body;
  try {
    const { effect } = await call("POST /organizations/{org}/pattern-preview", {
      params: { org },
      body: { edit: { registryId: null, type, settings, patterns }, images: [] },
    });
    return effect.gain.length + effect.switch.length;
  } catch {
    return 0;
  }
}
