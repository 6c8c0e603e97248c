import type { Session } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { useErrorTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { ErrorSummaryBox, type SummaryLine } from "#src/ui/error-summary-box.tsx";
import { PasswordInput } from "#src/ui/password-input.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import {
  SecondStepButtons,
  SecondStepFields,
} from "#src/domain-ui/second-step/second-step-fields.tsx";
import { useSecondStep } from "#src/domain-ui/second-step/use-second-step.ts";

/**
 * E-mail and password. Written without the form library, because it is what a first visit loads. After a refusal the
 * e-mail stays, and one text covers every cause: which of the two was wrong is nobody's business.
 */
export function SignInForm({
  email = "",
  password,
  below,
  onSignedIn,
}: {
  email?: string | undefined;
  /** The password field, for a dialog to put the focus on. */
  password?: RefObject<HTMLInputElement | null> | undefined;
  /** What stands below the button, until the second factor is asked for. */
  below?: ReactNode;
  onSignedIn: (session: Session) => void;
}) {
  const id = useId();
  const [errors, setErrors] = useState<{ email?: string; password?: string; code?: string }>({});
  const code = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const step = useSecondStep({ code, button });
  const asked = step.ask !== null;
  const [attempt, setAttempt] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const signIn = useMutation({
    mutationFn: async (first: { email: string; password: string }) =>
      call("POST /sign-in", { body: { ...first, ...(await step.read()) } }),
    onSuccess: onSignedIn,
    onError: (error) => {
      if (!step.note(error)) setAttempt((before) => before + 1);
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const data = new FormData(event.currentTarget);
    const first = { email: text(data, "email").trim(), password: text(data, "password") };
    const found: typeof errors = {};
    if (first.email === "") found.email = "Enter your e-mail address.";
    if (first.password === "") found.password = "Enter your password.";
    const complaint = step.complaint();
    if (complaint !== null) found.code = complaint;
    setErrors(found);
    if (found.email || found.password || found.code) {
      signIn.reset();
      setAttempt(attempt + 1);
      return;
    }
    signIn.mutate(first);
  };

  const lines: SummaryLine[] = [
    ...(errors.email ? [{ message: errors.email, fieldId: `${id}-email` }] : []),
    ...(errors.password ? [{ message: errors.password, fieldId: `${id}-password` }] : []),
    ...(errors.code ? [{ message: errors.code, fieldId: `${id}-code` }] : []),
    ...(signIn.error && !isApiError(signIn.error, "second_factor_required")
      ? [{ message: describeError(signIn.error).message }]
      : []),
  ];
  useErrorTitle(lines.length > 0);
  const clear = () => {
    signIn.reset();
    setErrors({});
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="space-y-4">
      {lines.length > 0 && !signIn.isPending ? (
        <ErrorSummaryBox lines={lines} attempt={attempt} />
      ) : null}
      {/* What was typed stays in the form, out of the way of the second factor. */}
      <div hidden={asked} className="space-y-4">
        <Field label="E-mail" id={`${id}-email`} error={errors.email}>
          {(control) => (
            <TextInput
              {...control}
              name="email"
              type="email"
              autoComplete="username"
              defaultValue={email}
            />
          )}
        </Field>
        <Field label="Password" id={`${id}-password`} error={errors.password}>
          {(control) => (
            <PasswordInput
              {...control}
              ref={password}
              name="password"
              what="password"
              autoComplete="current-password"
            />
          )}
        </Field>
      </div>
      <SecondStepFields id={`${id}-code`} step={step} input={code} error={errors.code} />
      <SecondStepButtons
        step={step}
        button={button}
        verb="Sign in"
        busy={signIn.isPending && "Signing in…"}
        onOther={clear}
      >
        {asked ? (
          <Button
            onClick={() => {
              clear();
              step.set(null);
            }}
          >
            Back
          </Button>
        ) : null}
      </SecondStepButtons>
      {asked ? null : below}
    </form>
  );
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
