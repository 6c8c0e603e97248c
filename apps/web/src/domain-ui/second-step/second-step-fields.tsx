import type { ReactNode, RefObject } from "react";
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

/** The buttons of a form that may be asked for a second factor: send, another way, and what the form has beside them. */
export function SecondStepButtons({
  step: { ask, way, hasOther, other },
  button,
  verb,
  busy,
  onOther,
  children,
}: {
  step: SecondStepState;
  /** The one that sends. */
  button: RefObject<HTMLButtonElement | null>;
  /** What sending does, as a verb. */
  verb: string;
  busy: string | false;
  /** Another way was chosen: what was said about the one before is over. */
  onOther: () => void;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button ref={button} type="submit" variant="primary" busy={busy}>
        {way === "passkey" ? "Use a passkey" : verb}
      </Button>
      {ask !== null && hasOther ? (
        <Button
          onClick={() => {
            onOther();
            other();
          }}
        >
          {way === "code" ? "Use a passkey" : ask.app ? "Use a code" : "Use a recovery code"}
        </Button>
      ) : null}
      {children}
    </div>
  );
}
