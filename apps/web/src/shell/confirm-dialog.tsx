import type { RouteBody, Session } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { CodeField } from "#src/features/session/code-field.tsx";
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
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const code = useRef<HTMLInputElement>(null);
  const [asksForCode, setAsksForCode] = useState(false);
  const confirm = useMutation({
    mutationFn: (body: RouteBody<"POST /session/confirm">) =>
      call("POST /session/confirm", { body }),
    onSuccess: () => onSettle(true),
    onError: (error) => {
      if (isApiError(error, "second_factor_required")) setAsksForCode(true);
      else setAttempt((before) => before + 1);
    },
  });
  useEffect(() => {
    if (asksForCode) code.current?.focus();
  }, [asksForCode]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // It stands inside the page's React tree, so a form below would take this for its own.
    event.stopPropagation();
    if (confirm.isPending) return;
    const password = field.current?.value ?? "";
    const typed = code.current?.value.trim() ?? "";
    const incomplete = password === "" || (asksForCode && typed === "");
    setMissing(incomplete);
    if (incomplete) {
      confirm.reset();
      setAttempt((before) => before + 1);
    } else {
      confirm.mutate({ password, ...(asksForCode ? { code: typed } : {}) });
    }
  };
  const refused = confirm.error && !isApiError(confirm.error, "second_factor_required");
  const message = missing
    ? asksForCode
      ? "Enter the code that your app shows."
      : "Enter your password."
    : refused
      ? describeError(confirm.error).message
      : null;
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
              lines={[{ message, fieldId: asksForCode ? `${id}-code` : id }]}
              attempt={attempt}
            />
          )}
          <HiddenUsername email={user.email} />
          {/* What was typed stays in the form, out of the way of the code. */}
          <div hidden={asksForCode}>
            <Field
              label="Password"
              hint={`Of ${user.email}`}
              id={id}
              error={asksForCode ? undefined : (message ?? undefined)}
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
          {asksForCode ? (
            <CodeField id={`${id}-code`} input={code} error={message ?? undefined} />
          ) : null}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" busy={confirm.isPending && "Confirming…"}>
              Confirm
            </Button>
            <Button onClick={() => onSettle(false)}>Cancel</Button>
          </div>
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
