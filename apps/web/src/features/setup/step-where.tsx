import { checkStep } from "@berth/registry-catalog";
import { useState } from "react";
import { isApiError } from "#src/api/errors.ts";
import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import {
  fieldOfRequestPath,
  filledSettings,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import {
  RegistryFormFrame,
  SettingFields,
} from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { TestImageField } from "#src/domain-ui/registry-form/test-image-field.tsx";
import { formRefusal } from "#src/forms/form-refusal.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { AddressCheck, blocks } from "./address-check.tsx";
import { hostSetting, pinSetting } from "./address-fields.ts";
import { KnownNotice } from "./known-notice.tsx";
import type { KnownStart, StepProps } from "./setup-answers.ts";
import { StepButtons } from "./step-buttons.tsx";
import { useGuide } from "./use-guide.ts";
import type { AddressProbing } from "./use-address-probe.ts";

/** Step 1: which registry, and whether one answers there. */
export function StepWhere({
  type,
  form,
  known,
  probe,
  onNext,
  onBack,
  onExit,
  onGoToField,
  onChangeType,
}: StepProps & { known: KnownStart | null; probe: AddressProbing }) {
  const guide = useGuide(type, form.control, "where");
  const [failure, setFailure] = useState<unknown>(null);
  /** The settings that were asked for once without success: a second "Continue" goes on all the same. */
  const [warned, setWarned] = useState("");

  const ask = async (settings: Record<string, unknown>) => {
    setFailure(null);
    try {
      return await probe.ask(settings);
    } catch (error) {
      setFailure(error);
      throw error;
    }
  };
  const next = async (values: RegistryFormValues) => {
    const { settings } = checkStep(type, "where", filledSettings(type, values.settings));
    if (!type.blocksNonRegistryHost || type.defaultHost(settings) === null) {
      onNext();
      return;
    }
    const key = JSON.stringify(settings);
    let result = probe.resultFor(values.settings);
    if (!result) {
      try {
        result = await ask(values.settings);
      } catch (error) {
        // A field that can't be used is shown there; trouble with asking stops nobody twice.
        if (isApiError(error, "validation_failed") || warned !== key) {
          setWarned(key);
          throw error;
        }
        onNext();
        return;
      }
    }
    const host = hostSetting(type, settings);
    if (blocks(result)) throw formRefusal(host ? `settings.${host}` : "", result.message);
    if (result.ok && result.realmNeedsPin) {
      const pin = result.realm === null ? null : pinSetting(type, settings, result.realm);
      throw formRefusal(
        pin ? `settings.${pin}` : "",
        `Confirm that the secret may go to \`${result.realm}\` too, or correct the host.`,
      );
    }
    if (!result.ok && warned !== key) {
      setWarned(key);
      throw formRefusal(
        host ? `settings.${host}` : "",
        `${result.message} Correct the address, or press Continue again to go on.`,
      );
    }
    onNext();
  };

  return (
    <FormShell
      form={form}
      onSubmit={next}
      submit="Continue"
      submitting="Checking the address…"
      secondary={<StepButtons onBack={onBack} onExit={onExit} />}
      fieldOfPath={fieldOfRequestPath}
    >
      <RegistryFormFrame type={type} onChangeType={onChangeType}>
        {known ? <KnownNotice known={known} /> : null}
        <GuideBlocks blocks={guide} onFill={(name) => onGoToField(`settings.${name}`)} />
        <SettingFields type={type} step="where" />
        {type.blocksNonRegistryHost ? (
          <AddressCheck
            probe={probe}
            failure={failure}
            onAsk={() => void ask(form.getValues("settings")).catch(() => undefined)}
          />
        ) : null}
        <TestImageField />
      </RegistryFormFrame>
    </FormShell>
  );
}
