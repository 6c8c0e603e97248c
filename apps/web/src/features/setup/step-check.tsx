import type { HandOut, Settings } from "@berth/registry-catalog";
import { lazy, Suspense, useState } from "react";
import { useWatch } from "react-hook-form";
import { isApiError } from "#src/api/errors.ts";
import { CheckPanel } from "#src/domain-ui/check-panel.tsx";
import { fieldOfRequestPath } from "#src/domain-ui/registry-form/form-values.ts";
import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import { HandOutField } from "#src/domain-ui/registry-form/hand-out-field.tsx";
import { RegistryFormFrame } from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { TestImageField } from "#src/domain-ui/registry-form/test-image-field.tsx";
import { TextField } from "#src/forms/fields.tsx";
import { formRefusal } from "#src/forms/form-refusal.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { Button } from "#src/ui/button.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import type { StepProps } from "./setup-answers.ts";
import { SetupSummary } from "./setup-summary.tsx";
import { StepBack } from "./step-back.tsx";
import { useGuide } from "./use-guide.ts";
import { RemedyButton } from "./remedy-button.tsx";
import { useSaveRegistry } from "./use-save-registry.ts";

const PatternSection = lazy(async () => ({
  default: (await import("#src/domain-ui/registry-form/pattern-section.tsx")).PatternSection,
}));

/** Step 4: look it over, name it, say which images it serves, prove it and save. */
export function StepCheck({
  org,
  type,
  form,
  scheme,
  onBack,
  onGoToField,
  onChangeType,
  onSaved,
}: StepProps & {
  /** How the registry signs clients in, where the address was asked. */
  scheme: "basic" | "bearer" | null;
  onSaved: (registryId: string, imagesGained: number) => void;
}) {
  const guide = useGuide(type, form.control, "check");
  const settings = useWatch({ control: form.control, name: "settings" }) as Settings;
  const name = useWatch({ control: form.control, name: "name" });
  const handOut: HandOut = type.handOut(settings, scheme);
  const saving = useSaveRegistry(org, type, onSaved);
  const [overriding, setOverriding] = useState(false);
  const [asksForImage] = useState(() => form.getValues("testImage").trim() === "");

  return (
    <FormShell
      form={form}
      onSubmit={async (values, intent) => {
        try {
          if (intent === "unchecked") {
            await saving.save(values, null);
            return;
          }
          if (values.testImage.trim() === "") {
            throw formRefusal(
              "testImage",
              "Enter an image to check with, or save without checking.",
            );
          }
          await saving.checkAndSave(values);
        } catch (error) {
          if (isApiError(error, "expectation_broken")) setOverriding(true);
          throw error;
        }
      }}
      submit={saving.proven ? "Save registry" : "Check and save"}
      submitting={saving.stage === "checking" ? "Checking…" : "Saving…"}
      secondary={
        <>
          <Button type="submit" value="unchecked">
            Save without checking
          </Button>
          <StepBack onBack={onBack} />
        </>
      }
      outcome={
        saving.checkId === null ? null : (
          <CheckPanel
            org={org}
            check={saving.checkId}
            renderActions={(check) => (
              <RemedyButton
                check={check}
                type={type}
                settings={settings}
                onGoToField={onGoToField}
              />
            )}
            quietWhenOk={saving.stage === "saving"}
          />
        )
      }
      fieldOfPath={fieldOfRequestPath}
    >
      <RegistryFormFrame type={type} onChangeType={onChangeType}>
        <SetupSummary type={type} control={form.control} onGoToField={onGoToField} />
        <TextField
          name="name"
          label="Name"
          hint="How your colleagues will see it, in lists and in the log of workers."
          autoComplete="off"
        />
        <Suspense fallback={<SkeletonText lines={6} />}>
          <PatternSection org={org} registryId={null} name={name} />
        </Suspense>
        <HandOutField handOut={handOut} />
        {asksForImage ? <TestImageField /> : null}
        {guide.length === 0 ? null : (
          <Disclosure summary="What the check does">
            <GuideBlocks blocks={guide} onFill={(name) => onGoToField(`settings.${name}`)} />
          </Disclosure>
        )}
        {overriding ? (
          <TextField
            name="overrideReason"
            label="Why save it all the same?"
            hint="Saved expectations of other registries would break. The reason is written to the audit log."
          />
        ) : null}
      </RegistryFormFrame>
    </FormShell>
  );
}
