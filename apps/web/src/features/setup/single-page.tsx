import { useEffect, useState } from "react";
import { ExpiryField } from "#src/domain-ui/registry-form/expiry-field.tsx";
import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import { SecretFields, SettingFields } from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { TestImageField } from "#src/domain-ui/registry-form/test-image-field.tsx";
import { useExpiryReading } from "#src/domain-ui/registry-form/use-expiry-reading.ts";
import { useStoresSecret } from "#src/domain-ui/registry-form/use-stores-secret.ts";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { AddressCheck } from "./address-check.tsx";
import { KnownNotice } from "./known-notice.tsx";
import { type Finishing, SaveForm } from "./save-form.tsx";
import type { KnownStart, StepProps } from "./setup-answers.ts";
import type { AddressProbing } from "./use-address-probe.ts";
import { useGuide } from "./use-guide.ts";

/** All four steps at once, for who has done it before and has everything at hand. */
export function SinglePage({
  known,
  probe,
  onSuggest,
  ...props
}: StepProps &
  Finishing & {
    known: KnownStart | null;
    probe: AddressProbing;
    /** Fills name and pattern in from the answers, where nobody has touched them; for each change of these. */
    onSuggest: () => void;
  }) {
  const { type, form, onGoToField } = props;
  const guide = useGuide(type, form.control, "create");
  const reading = useExpiryReading(type, form.control);
  const stored = useStoresSecret(type, form.control);
  const [failure, setFailure] = useState<unknown>(null);
  useSuggestions(form, onSuggest);
  const onFill = (name: string) => onGoToField(`settings.${name}`);
  return (
    <SaveForm
      {...props}
      before={
        <>
          {known ? <KnownNotice known={known} /> : null}
          <SettingFields type={type} step="where" />
          {type.blocksNonRegistryHost ? (
            <AddressCheck
              probe={probe}
              failure={failure}
              onAsk={() => {
                setFailure(null);
                probe.ask(form.getValues("settings")).catch(setFailure);
              }}
            />
          ) : null}
          <TestImageField />
          <SettingFields type={type} step="create" />
          {guide.length === 0 ? null : (
            <Disclosure summary="How to create access">
              <GuideBlocks blocks={guide} onFill={onFill} />
            </Disclosure>
          )}
          <SettingFields type={type} step="paste" />
          <SecretFields type={type} />
          {stored ? <ExpiryField reading={reading} /> : null}
        </>
      }
    />
  );
}

/** With steps the suggestions come with the last one; here they follow what is typed. */
function useSuggestions(form: StepProps["form"], onSuggest: () => void): void {
  const { subscribe } = form;
  const suggest = useStableCallback(onSuggest);
  useEffect(() => {
    return subscribe({
      name: ["settings", "testImage"],
      formState: { values: true },
      callback: () => suggest(),
    });
  }, [subscribe, suggest]);
}
