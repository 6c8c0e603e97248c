import type { Session } from "@berth/api-contract";
import { useId, useRef } from "react";
import { call } from "#src/api/client.ts";
import { SecondStepForm } from "#src/domain-ui/second-step/second-step-form.tsx";
import { Button } from "#src/ui/button.tsx";
import { Dialog } from "#src/ui/dialog.tsx";
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
  const password = () => field.current?.value ?? "";
  return (
    <Dialog
      open
      onOpenChange={() => onSettle(false)}
      title="Confirm that it's you"
      description="What you are about to do lasts beyond this session, so Berth asks once more. Your answer counts for ten minutes."
      initialFocus={user.hasPassword ? field : link}
    >
      {user.hasPassword ? (
        <SecondStepForm
          verb="Confirm"
          busy="Confirming…"
          first={{
            fieldId: id,
            problems: () =>
              password() === "" ? [{ message: "Enter your password.", fieldId: id }] : [],
          }}
          send={async (step) => {
            await call("POST /session/confirm", { body: { password: password(), ...step } });
            onSettle(true);
          }}
          secondary={<Button onClick={() => onSettle(false)}>Cancel</Button>}
        >
          {(errorOf) => (
            <>
              <HiddenUsername email={user.email} />
              <Field label="Password" hint={`Of ${user.email}`} id={id} error={errorOf(id)}>
                {(control) => (
                  <PasswordInput
                    {...control}
                    ref={field}
                    what="password"
                    autoComplete="current-password"
                  />
                )}
              </Field>
            </>
          )}
        </SecondStepForm>
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
