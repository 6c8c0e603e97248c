import type { RefObject } from "react";
import { Button } from "#src/ui/button.tsx";
import { CodeField } from "./code-field.tsx";
import type { SecondStepState } from "./use-second-step.ts";

/** What a form shows of the second factor once it is asked for. */
export function SecondStepFields({
  id,
  step: { ask, way },
  input,
  error,
}: {
  id: string;
  step: SecondStepState;
  /** Where a code is typed. */
  input: RefObject<HTMLInputElement | null>;
  error: string | undefined;
}) {
  if (ask === null) return null;
  if (way === "code") return <CodeField id={id} input={input} app={ask.app} error={error} />;
  return (
    <p>
      Confirm with your passkey. Your browser asks for a fingerprint, a face, a PIN or a security
      key.
    </p>
  );
}

/** The way to another second factor, beside the form's other buttons. */
export function OtherWayButton({
  step: { ask, way, hasOther, other },
  onOther,
}: {
  step: SecondStepState;
  onOther?: () => void;
}) {
  if (ask === null || !hasOther) return null;
  return (
    <Button
      onClick={() => {
        onOther?.();
        other();
      }}
    >
      {way === "code" ? "Use a passkey" : ask.app ? "Use a code" : "Use a recovery code"}
    </Button>
  );
}
