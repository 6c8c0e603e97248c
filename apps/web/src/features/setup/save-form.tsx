import type { HandOut, Settings } from "@berth/registry-catalog";
import { type ReactNode, Suspense, useState } from "react";
import { useWatch } from "react-hook-form";
import { isApiError } from "#src/api/errors.ts";
import { CheckPanel } from "#src/domain-ui/check-panel.tsx";
import { fieldOfRequestPath } from "#src/domain-ui/registry-form/form-values.ts";
import { HandOutField } from "#src/domain-ui/registry-form/hand-out-field.tsx";
import { PatternSection } from "#src/domain-ui/registry-form/lazy-pattern-section.ts";
import { RegistryFormFrame } from "#src/domain-ui/registry-form/registry-form-frame.tsx";
import { WorkerCheckCommand } from "#src/domain-ui/worker-check-command.tsx";
import { TextField } from "#src/forms/fields.tsx";
import { formRefusal } from "#src/forms/form-refusal.ts";
import { FormShell } from "#src/forms/form-shell.tsx";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { RemedyButton } from "./remedy-button.tsx";
import type { StepProps } from "./setup-answers.ts";
import { StepButtons } from "./step-buttons.tsx";
import { useSaveRegistry } from "./use-save-registry.ts";

/** What ends a setup, in four steps or on one page. */
export interface Finishing {
  /** How the registry signs clients in, where the address was asked. */
  scheme: "basic" | "bearer" | null;
  /** The draft that the registry takes the place of, as of now; null where there is none. */
  draftOf: () => string | null;
  onSaved: (registryId: string, imagesGained: number) => void;
}

/** Name, patterns and what workers may receive; the check, and the save that it comes before. */
export function SaveForm({
  org,
  type,
  form,
  scheme,
  draftOf,
  onBack,
  onExit,
  onGoToField,
  onChangeType,
  onSaved,
  before,
  after,
}: StepProps &
  Finishing & {
    /** Fields in front of the name. */
    before: ReactNode;
    /** What stands behind the last field. */
    after?: ReactNode;
  }) {
  const settings = useWatch({ control: form.control, name: "settings" }) as Settings;
  const name = useWatch({ control: form.control, name: "name" });
  const testImage = useWatch({ control: form.control, name: "testImage" });
  const handOut: HandOut = type.handOut(settings, scheme);
  const onWorkersOnly = type.ownRole?.(settings) === "worker";
  const saving = useSaveRegistry(org, type, draftOf, onSaved);
  const [overriding, setOverriding] = useState(false);

  return (
    <FormShell
      form={form}
      onSubmit={async (values, intent) => {
        try {
          if (intent === "unchecked" || onWorkersOnly) {
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
      submit={saving.proven || onWorkersOnly ? "Save registry" : "Check and save"}
      submitting={saving.stage === "checking" ? "Checking…" : "Saving…"}
      secondary={
        <>
          {onWorkersOnly ? null : (
            <Button type="submit" value="unchecked">
              Save without checking
            </Button>
          )}
          <StepButtons onBack={onBack} onExit={onExit} />
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
        {before}
        {onWorkersOnly ? (
          <Notice tone="info" title="This check must run on a worker">
            <p className="mb-2">
              Only workers have the role that signs in. Save the registry here, then run this on one
              of them: what it sees becomes the registry's health.
            </p>
            <WorkerCheckCommand image={testImage} />
          </Notice>
        ) : null}
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
        {after}
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
