import { useState } from "react";
import { GuideBlocks } from "#src/domain-ui/registry-form/guide-blocks.tsx";
import { TestImageField } from "#src/domain-ui/registry-form/test-image-field.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { type Finishing, SaveForm } from "./save-form.tsx";
import type { StepProps } from "./setup-answers.ts";
import { SetupSummary } from "./setup-summary.tsx";
import { useGuide } from "./use-guide.ts";

/** Step 4: look it over, name it, say which images it serves, prove it and save. */
export function StepCheck(props: StepProps & Finishing) {
  const { type, form, onGoToField } = props;
  const guide = useGuide(type, form.control, "check");
  const [asksForImage] = useState(() => form.getValues("testImage").trim() === "");
  return (
    <SaveForm
      {...props}
      before={<SetupSummary type={type} control={form.control} onGoToField={onGoToField} />}
      after={
        <>
          {asksForImage ? <TestImageField /> : null}
          {guide.length === 0 ? null : (
            <Disclosure summary="What the check does">
              <GuideBlocks blocks={guide} onFill={(name) => onGoToField(`settings.${name}`)} />
            </Disclosure>
          )}
        </>
      }
    />
  );
}
