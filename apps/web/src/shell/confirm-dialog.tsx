import type { Session } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import {
  SecondStepButtons,
  SecondStepFields,
} from "#src/domain-ui/second-step/second-step-fields.tsx";
import { useSecondStep } from "#src/domain-ui/second-step/use-second-step.ts";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { Field } from "#src/ui/field.tsx";
import { HiddenUsername } from "#src/ui/hidden-username.tsx";
import { PasswordInput } from "#src/ui/password-input.tsx";
import { SignInElsewhere } from "./sign-in-elsewhere.tsx";

/** Stands over the page where something needs a fresh proof of who one is; then what was begun goes on. */
export function ConfirmDialog({
  user,
  onSettle,
}: {
  user: Session["user"];
  onSettle: (confirmed: boolean) => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const code = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const step = useSecondStep({ code, button });
  const asked = step.ask !== null;
  const confirm = useMutation({
    mutationFn: async (password: string) =>
      call("POST /session/confirm", { body: { password, ...(await step.read()) } }),
    onSuccess: () => onSettle(true),
    onError: (error) => {
      if (!step.note(error)) setAttempt((before) => before + 1);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // It stands inside the page's React tree, so a form below would take this for its own.
    event.stopPropagation();
    if (confirm.isPending) return;
    const password = field.current?.value ?? "";
    const complaint = password === "" ? "Enter your password." : step.complaint();
    setMissing(complaint);
    if (complaint === null) {
      confirm.mutate(password);
    } else {
      confirm.reset();
      setAttempt((before) => before + 1);
    }
  };
  const refused = confirm.error && !isApiError(confirm.error, "second_factor_required");
  const message = missing ?? (refused ? describeError(confirm.error).message : null);
  const fieldId = step.way === "code" ? `${id}-code` : id;
  return (
    <Dialog
      open
      onOpenChange={() => onSettle(false)}
      title="Confirm that it's you"
      description="What you are about to do lasts beyond this session, so Berth asks once more. Your answer counts for ten minutes."
      initialFocus={user.hasPassword ? field : link}
    >
      {user.hasPassword ? (
        <form onSubmit={submit} noValidate className="space-y-4">
          {message === null || confirm.isPending ? null : (
            <ErrorSummaryBox
              lines={[step.way === "passkey" ? { message } : { message, fieldId }]}
              attempt={attempt}
            />
          )}
          <HiddenUsername email={user.email} />
          {/* What was typed stays in the form, out of the way of the second factor. */}
          <div hidden={asked}>
            <Field
              label="Password"
              hint={`Of ${user.email}`}
              id={id}
              error={asked ? undefined : (message ?? undefined)}
            >
              {(control) => (
                <PasswordInput
                  {...control}
                  ref={field}
                  what="password"
                  autoComplete="current-password"
                />
              )}
            </Field>
          </div>
          <SecondStepFields
            id={`${id}-code`}
            step={step}
            input={code}
            error={message ?? undefined}
          />
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
            <Button onClick={() => onSettle(false)}>Cancel</Button>
          </SecondStepButtons>
        </form>
      ) : (
        <SignInElsewhere
          first={link}
          // What was begun is tried again, and asks again where the proof is still not fresh.
          onGoOn={() => Promise.resolve(onSettle(true))}
        />
      )}
    </Dialog>
  );
}
