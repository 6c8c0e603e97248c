import {
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useId,
  useState,
} from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { isApiError } from "#src/api/errors.ts";
import { useErrorTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
import { FormIdContext } from "./field-id.ts";
import { applyServerIssues, type FieldOfPath } from "./server-issues.ts";
import { summaryLines } from "./summary-lines.ts";
import type { CheckedForm } from "./use-checked-form.ts";

/**
 * The frame of every form: error summary on top, fields, buttons. The submit button is never disabled; pressing it
 * shows what is missing. A refusal by the server lands on the fields it names, the rest of it in the summary, and
 * everything typed stays.
 */
export function FormShell<Input extends FieldValues, Output extends FieldValues>({
  form,
  onSubmit,
  submit,
  submitting,
  secondary,
  outcome,
  fieldOfPath,
  label,
  children,
}: {
  form: CheckedForm<Input, Output>;
  /** Sends the values; `intent` is the value of the submit button that was pressed, "" for the main one. What it throws is shown. */
  onSubmit: (values: Output, intent: string) => Promise<void>;
  /** The deed, with its object: "Create project". */
  submit: string;
  submitting: string;
  /** Buttons behind the submit button. */
  secondary?: ReactNode;
  /** What the submit brought, below the buttons. */
  outcome?: ReactNode;
  /** Which field of the form an issue of the server belongs to, by its path in the request. The same name by default. */
  fieldOfPath?: FieldOfPath | undefined;
  /** Names the form where the page has several. */
  label?: string | undefined;
  children: ReactNode;
}) {
  const formId = useId();
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const { errors, isSubmitting } = form.formState;
  const lines = summaryLines(errors, formId);
  const broken = failure !== null && !isRefusal(failure);
  useErrorTitle(lines.length > 0);

  const send = async (values: Output, intent: string) => {
    setFailure(null);
    try {
      await onSubmit(values, intent);
    } catch (error) {
      setFailure(error);
      if (isRefusal(error)) {
        applyServerIssues(form, error, fieldOfPath);
        setAttempt((before) => before + 1);
      }
    }
  };
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.stopPropagation();
    if (isSubmitting) {
      event.preventDefault();
      return;
    }
    form.clearErrors();
    form.rejections.clear();
    const intent = intentOf(event);
    void form.handleSubmit(
      (values) => send(values, intent),
      () => setAttempt((before) => before + 1),
    )(event);
  };

  return (
    <FormProvider {...form}>
      <FormIdContext value={formId}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut for the submit button below, reachable without it */}
        <form
          noValidate
          aria-label={label}
          onSubmit={handleSubmit}
          onKeyDown={submitOnCtrlEnter}
          onMouseDown={keepFocus}
          className="max-w-form space-y-5"
        >
          {lines.length > 0 ? <ErrorSummaryBox lines={lines} attempt={attempt} /> : null}
          {broken ? <SubmitFailure error={failure} /> : null}
          {children}
          <div data-form-buttons="" className="flex flex-wrap items-center gap-2 pt-1">
            <Button type="submit" variant="primary" busy={isSubmitting && submitting}>
              {submit}
            </Button>
            {secondary}
          </div>
          {outcome}
        </form>
      </FormIdContext>
    </FormProvider>
  );
}

/**
 * Pressing a button takes the focus from the field before the click counts. The field is then checked, the summary
 * shrinks, and the button is no longer under the pointer: the click would be lost.
 */
function keepFocus(event: MouseEvent): void {
  const { target } = event;
  if (target instanceof Element && target.closest("[data-form-buttons], button[type=submit]")) {
    event.preventDefault();
  }
}

function intentOf(event: FormEvent<HTMLFormElement>): string {
  const { submitter } = event.nativeEvent as SubmitEvent;
  return submitter instanceof HTMLButtonElement ? submitter.value : "";
}

/** The server looked at the values and said no; anything else is trouble on the way. */
function isRefusal(error: unknown): boolean {
  return isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 401;
}

function SubmitFailure({ error }: { error: unknown }) {
  return (
    <ErrorPanel
      title="Nothing was saved"
      message={
        isApiError(error)
          ? error.message
          : "Something broke in this page before the answer came. Look whether it was saved before you try again."
      }
      requestId={isApiError(error) ? error.requestId : ""}
    />
  );
}

function submitOnCtrlEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
