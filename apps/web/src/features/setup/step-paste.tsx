import { ExpiryField } from "#src/domain-ui/registry-form/expiry-field.tsx";
import { fieldOfRequestPath } from "#src/domain-ui/registry-form/form-values.ts";
import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import {
  RegistryFormFrame,
  SecretFields,
  SettingFields,
} from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { useExpiryReading } from "#src/domain-ui/registry-form/use-expiry-reading.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useStoresSecret } from "#src/domain-ui/registry-form/use-stores-secret.ts";
import type { StepProps } from "./setup-answers.ts";
import { StepButtons } from "./step-buttons.tsx";
import { useGuide } from "./use-guide.ts";

/** Step 3: identity and secret, looked at before they leave the page. */
export function StepPaste({
  type,
  form,
  onNext,
  onBack,
  onExit,
  onGoToField,
  onChangeType,
}: StepProps) {
  const guide = useGuide(type, form.control, "paste");
  const reading = useExpiryReading(type, form.control);
  const stored = useStoresSecret(type, form.control);
  return (
    <FormShell
      form={form}
      onSubmit={async () => onNext()}
      submit="Continue"
      submitting="Continue"
      secondary={<StepButtons onBack={onBack} onExit={onExit} />}
      fieldOfPath={fieldOfRequestPath}
    >
      <RegistryFormFrame type={type} onChangeType={onChangeType}>
        <GuideBlocks blocks={guide} onFill={(name) => onGoToField(`settings.${name}`)} />
        <SettingFields type={type} step="paste" />
        <SecretFields type={type} />
        {stored ? <ExpiryField reading={reading} /> : null}
      </RegistryFormFrame>
    </FormShell>
  );
}
