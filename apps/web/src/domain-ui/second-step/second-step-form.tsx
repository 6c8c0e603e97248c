import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { describeError, isApiError } from "#src/api/errors.ts";
import { useErrorTitle } from "#src/lib/document-title.ts";
import { PasskeyError } from "#src/lib/passkey-error.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorSummaryBox, type SummaryLine } from "#src/ui/error-summary-box.tsx";
import { SecondStepButtons, SecondStepFields } from "./second-step-fields.tsx";
import { useSecondStep } from "./use-second-step.ts";

/** What a form wants to have before the second factor; its fields are the form's children. */
export interface FirstProof {
  /** What is missing, each with its field. */
  problems: (typed: FormData) => SummaryLine[];
  /** The field that a refusal is about; missing where it is nobody's business which one was wrong. */
  fieldId?: string;
}

/**
 * A form that proves who somebody is, and asks for the second factor where the server wants it. Written without the form
 * library, because it is what a first visit loads.
 */
export function SecondStepForm({
  ask = null,
  first,
  verb,
  busy,
  send,
  onFailed,
  secondary,
  below,
  children,
}: {
  /** Where the server has asked already. */
  ask?: SecondFactorAsk | null;
  first?: FirstProof;
  /** What sending does, as a verb, and while it does. */
  verb: string;
  busy: string;
  send: (step: SecondStep, typed: FormData) => Promise<void>;
  /** Takes what no other try in this form can mend; without it the form shows that as well. */
  onFailed?: (error: unknown) => void;
  /** Beside the button that sends. In place of it a way back to the first proof, where there is one. */
  secondary?: ReactNode;
  /** Below the buttons, until the second factor is asked for. */
  below?: ReactNode;
  children?: (errorOf: (fieldId: string) => string | undefined) => ReactNode;
}) {
  const codeId = useId();
  const code = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [missing, setMissing] = useState<readonly SummaryLine[]>([]);
  const [attempt, setAttempt] = useState(0);
  const step = useSecondStep({ code, button, asked: ask });
  const asked = step.ask !== null;
  const request = useMutation({
    mutationFn: async (typed: FormData) => send(await step.read(), typed),
    onError: (error) => {
      if (step.note(error)) return;
      if (onFailed && !canTryAgain(error)) onFailed(error);
      else setAttempt((before) => before + 1);
    },
  });
  const clear = () => {
    request.reset();
    setMissing([]);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // A dialog stands inside the page's React tree, so the form below would take this for its own.
    event.stopPropagation();
    if (request.isPending) return;
    const typed = new FormData(event.currentTarget);
    const complaint = step.complaint();
    const found = [
      ...(first?.problems(typed) ?? []),
      ...(complaint === null ? [] : [{ message: complaint, fieldId: codeId }]),
    ];
    setMissing(found);
    if (found.length === 0) {
      request.mutate(typed);
    } else {
      request.reset();
      setAttempt((before) => before + 1);
    }
  };

  const refused = request.error !== null && !isApiError(request.error, "second_factor_required");
  const refusedId = step.way === "code" ? codeId : asked ? undefined : first?.fieldId;
  const lines = refused
    ? [{ message: describeError(request.error).message, fieldId: refusedId }]
    : missing;
  const errorOf = (id: string) => lines.find(({ fieldId }) => fieldId === id)?.message;
  useErrorTitle(lines.length > 0);

  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {lines.length > 0 ? <ErrorSummaryBox lines={lines} attempt={attempt} /> : null}
      {/* What was typed stays in the form, out of the way of the second factor. */}
      {children ? (
        <div hidden={asked} className="space-y-4">
          {children(errorOf)}
        </div>
      ) : null}
      <SecondStepFields id={codeId} step={step} input={code} error={errorOf(codeId)} />
      <SecondStepButtons
        step={step}
        button={button}
        verb={verb}
        busy={request.isPending && busy}
        onOther={clear}
      >
        {secondary ??
          (first && asked ? (
            <Button
              onClick={() => {
                clear();
                step.set(null);
              }}
            >
              Back
            </Button>
          ) : null)}
      </SecondStepButtons>
      {asked ? null : below}
    </form>
  );
}

/** Everything else is about what was begun before, and begins anew. */
function canTryAgain(error: unknown): boolean {
  if (error instanceof PasskeyError) return true;
  return isApiError(error, "second_factor_failed", "rate_limited", "unreachable", "unavailable");
}
