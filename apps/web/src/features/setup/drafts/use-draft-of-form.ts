import type { DraftInput } from "@berth/api-contract";
import { useEffect } from "react";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import type { SetupDraft, StepProps } from "../setup-answers.ts";

/** Tells the draft of every change, as long as there is something to keep. */
export function useDraftOfForm(
  form: StepProps["form"],
  { saver }: SetupDraft,
  contentOf: ((values: RegistryFormValues) => DraftInput) | null,
): void {
  const { subscribe, getValues } = form;
  const latest = useStableCallback(() => {
    if (contentOf !== null) saver.touch(contentOf(getValues()));
  });
  useEffect(
    () => subscribe({ formState: { values: true }, callback: () => latest() }),
    [subscribe, latest],
  );
  useEffect(() => latest());
}
