import type { Session } from "@berth/api-contract";
import { type ReactNode, type RefObject, useId } from "react";
import { call } from "#src/api/client.ts";
import { SecondStepForm } from "#src/domain-ui/second-step/second-step-form.tsx";
import { Field } from "#src/ui/field.tsx";
import { PasswordInput } from "#src/ui/password-input.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

/**
 * E-mail and password. After a refusal the e-mail stays, and one text covers every cause: which of the two was wrong is
 * nobody's business.
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
  const emailId = `${id}-email`;
  const passwordId = `${id}-password`;
  return (
    <SecondStepForm
      verb="Sign in"
      busy="Signing in…"
      first={{
        problems: (typed) => [
          ...(text(typed, "email").trim() === ""
            ? [{ message: "Enter your e-mail address.", fieldId: emailId }]
            : []),
          ...(text(typed, "password") === ""
            ? [{ message: "Enter your password.", fieldId: passwordId }]
            : []),
        ],
      }}
      send={async (step, typed) => {
        const body = { email: text(typed, "email").trim(), password: text(typed, "password") };
        onSignedIn(await call("POST /sign-in", { body: { ...body, ...step } }));
      }}
      below={below}
    >
      {(errorOf) => (
        <>
          <Field label="E-mail" id={emailId} error={errorOf(emailId)}>
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
          <Field label="Password" id={passwordId} error={errorOf(passwordId)}>
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
        </>
      )}
    </SecondStepForm>
  );
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}
