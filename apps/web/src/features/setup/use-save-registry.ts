import type { CheckView, RegistryCreate } from "@berth/api-contract";
import type { RegistryType, Settings } from "@berth/registry-catalog";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { awaitCheck } from "#src/api/await-check.ts";
import { call } from "#src/api/client.ts";
import { isApiError } from "#src/api/errors.ts";
import { registriesQuery, registryQuery } from "#src/api/registries.ts";
import { useStartCheck } from "#src/api/start-check.ts";
import { checkedKey, formCheckInput } from "#src/domain-ui/registry-form/check-body.ts";
import { expiryMoment, suggestedDay } from "#src/domain-ui/registry-form/expiry-day.ts";
import {
  filledSecret,
  filledSettings,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";

/**
 * Checks and saves a new registry. A check that has passed counts for later attempts with the same settings and secret,
 * so that a name which is taken costs no second check.
 */
export function useSaveRegistry(
  org: string,
  type: RegistryType,
  onSaved: (registryId: string, imagesGained: number) => void,
) {
  const queryClient = useQueryClient();
  const start = useStartCheck(org);
  const [checkId, setCheckId] = useState<string | null>(null);
  const [stage, setStage] = useState<"checking" | "saving">("checking");
  const [checked, setChecked] = useState(false);
  const proven = useRef<{ key: string; checkId: string } | null>(null);
  const left = useRef<AbortController>(null);
  useEffect(() => {
    const abort = new AbortController();
    left.current = abort;
    return () => abort.abort();
  }, []);

  const save = async (values: RegistryFormValues, provenBy: string | null) => {
    setStage("saving");
    const body = toRequest(type, values, provenBy);
    const gained = await countGained(org, body);
    try {
      const { registry } = await call("POST /organizations/{org}/registries", {
        params: { org },
        body,
      });
      queryClient.setQueryData(registryQuery(org, registry.id).queryKey, registry);
      void queryClient.invalidateQueries({ queryKey: registriesQuery(org).queryKey });
      onSaved(registry.id, gained);
    } catch (error) {
      if (isApiError(error, "check_outdated")) {
        proven.current = null;
        setChecked(false);
      }
      throw error;
    }
  };

  const checkAndSave = async (values: RegistryFormValues) => {
    const key = checkedKey(type, values);
    if (proven.current?.key === key) {
      await save(values, proven.current.checkId);
      return;
    }
    proven.current = null;
    setChecked(false);
    setStage("checking");
    const { id } = await start.mutateAsync(formCheckInput(type, values));
    setCheckId(id);
    const signal = left.current?.signal ?? AbortSignal.abort();
    const check = await awaitCheck(queryClient, org, id, signal);
    if (!hasPassed(check)) return;
    proven.current = { key, checkId: id };
    setChecked(true);
    // A public image proves the registry, not the credential: whoever sets it up decides.
    if (check.diagnosis?.outcome === "ok") await save(values, id);
  };

  return { checkId, stage, checked, save, checkAndSave };
}

function hasPassed({ diagnosis }: CheckView): boolean {
  return diagnosis?.outcome === "ok" || diagnosis?.outcome === "ok_but_public";
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
  try {
    const { effect } = await call("POST /organizations/{org}/pattern-preview", {
      params: { org },
      body: {
        edit: {
          registryId: null,
          type: body.type,
          settings: body.settings,
          patterns: body.patterns,
        },
        images: [],
      },
    });
    return effect.gain.length + effect.switch.length;
  } catch {
    return 0;
  }
}
