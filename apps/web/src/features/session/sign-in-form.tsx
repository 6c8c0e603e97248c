import type { RouteBody, Session } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { CodeField } from "./code-field.tsx";
import { useErrorTitle } from "#src/lib/document-title.ts";
import { Button } from "#src/ui/button.tsx";
import { Field } from "#src/ui/field.tsx";
import { ErrorSummaryBox, type SummaryLine } from "#src/ui/error-summary-box.tsx";
import { PasswordInput } from "#src/ui/password-input.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

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
  /** What stands below the button, until the code is asked for. */
  below?: ReactNode;
  onSignedIn: (session: Session) => void;
}) {
  const id = useId();
  const [errors, setErrors] = useState<{ email?: string; password?: string; code?: string }>({});
  const [asksForCode, setAsksForCode] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  const [attempt, setAttempt] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const signIn = useMutation({
    mutationFn: (body: RouteBody<"POST /sign-in">) => call("POST /sign-in", { body }),
    onSuccess: onSignedIn,
    onError: (error) => {
      if (isApiError(error, "second_factor_required")) setAsksForCode(true);
      else setAttempt((before) => before + 1);
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const data = new FormData(event.currentTarget);
    const body = {
      email: text(data, "email").trim(),
      password: text(data, "password"),
      ...(asksForCode ? { code: text(data, "code").trim() } : {}),
    };
    const found: typeof errors = {};
    if (body.email === "") found.email = "Enter your e-mail address.";
    if (body.password === "") found.password = "Enter your password.";
    if (asksForCode && body.code === "") found.code = "Enter the code that your app shows.";
    setErrors(found);
    if (found.email || found.password || found.code) {
      signIn.reset();
      setAttempt(attempt + 1);
      return;
    }
    signIn.mutate(body);
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
  useEffect(() => {
    if (asksForCode) code.current?.focus();
  }, [asksForCode]);

  return (
    <form ref={form} onSubmit={submit} noValidate className="space-y-4">
      {lines.length > 0 && !signIn.isPending ? (
        <ErrorSummaryBox lines={lines} attempt={attempt} />
      ) : null}
      {/* What was typed stays in the form, out of the way of the code. */}
      <div hidden={asksForCode} className="space-y-4">
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
      {asksForCode ? <CodeField id={`${id}-code`} input={code} error={errors.code} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={signIn.isPending && "Signing in…"}>
          Sign in
        </Button>
        {asksForCode ? (
          <Button
            onClick={() => {
              signIn.reset();
              setErrors({});
              setAsksForCode(false);
            }}
          >
            Back
          </Button>
        ) : null}
      </div>
      {asksForCode ? null : below}
    </form>
  );
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
