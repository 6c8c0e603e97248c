import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { describeError, isApiError } from "#src/api/errors.ts";
import { PasskeyError } from "#src/lib/passkey-error.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { SecondStepButtons, SecondStepFields } from "./second-step-fields.tsx";
import { useSecondStep } from "./use-second-step.ts";

/** Stands over a form whose request needs the second factor, and sends it again with that. */
export function SecondStepDialog({
  ask,
  send,
  onDone,
  onFailed,
  onClose,
}: {
  ask: SecondFactorAsk;
  send: (step: SecondStep) => Promise<void>;
  onDone: () => void;
  /** The request failed for a reason that the form has to show. */
  onFailed: (error: unknown) => void;
  onClose: () => void;
}) {
  const id = useId();
  const code = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const step = useSecondStep({ code, button, asked: ask });
  const confirm = useMutation({
    mutationFn: async () => send(await step.read()),
    onSuccess: onDone,
    onError: (error) => {
      step.note(error);
      if (canTryAgain(error)) setAttempt((before) => before + 1);
      else onFailed(error);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // It stands inside the page's React tree, so the form below would take this for its own.
    event.stopPropagation();
    if (confirm.isPending) return;
    const complaint = step.complaint();
    setMissing(complaint);
    if (complaint === null) {
      confirm.mutate();
    } else {
      confirm.reset();
      setAttempt((before) => before + 1);
    }
  };
  const message = missing ?? (confirm.error ? describeError(confirm.error).message : null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Confirm that it's you"
      description="Your account has a second factor, and a new password needs it too."
      initialFocus={step.way === "code" ? code : button}
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        {message === null || confirm.isPending ? null : (
          <ErrorSummaryBox
            lines={[step.way === "code" ? { message, fieldId: id } : { message }]}
            attempt={attempt}
          />
        )}
        <SecondStepFields id={id} step={step} input={code} error={message ?? undefined} />
        <SecondStepButtons
          step={step}
          button={button}
          verb="Confirm"
          busy={confirm.isPending && "Confirming…"}
          onOther={() => {
            confirm.reset();
            setMissing(null);
          }}
        >
          <Button onClick={onClose}>Cancel</Button>
        </SecondStepButtons>
      </form>
    </Dialog>
  );
}

function canTryAgain(error: unknown): boolean {
  if (error instanceof PasskeyError) return true;
  return isApiError(error, "second_factor_failed", "second_factor_required", "rate_limited");
}
