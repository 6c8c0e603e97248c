import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import { fieldOfRequestPath } from "#src/domain-ui/registry-form/form-values.ts";
import {
  RegistryFormFrame,
  SettingFields,
} from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import type { StepProps } from "./setup-answers.ts";
import { StepButtons } from "./step-buttons.tsx";
import { useGuide } from "./use-guide.ts";

/** Step 2: what to do on the other side, with every command filled in. */
export function StepCreate({
  type,
  form,
  onNext,
  onBack,
  onExit,
  onGoToField,
  onChangeType,
}: StepProps) {
  const guide = useGuide(type, form.control, "create");
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
        <SettingFields type={type} step="create" />
        <GuideBlocks blocks={guide} onFill={(name) => onGoToField(`settings.${name}`)} />
      </RegistryFormFrame>
    </FormShell>
  );
}
