import type { RefObject } from "react";
import { Field } from "#src/ui/field.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

/** For the code of the second factor, whatever the first one was. */
export function CodeField({
  id,
  input,
  app,
  error,
}: {
  id: string;
  input: RefObject<HTMLInputElement | null>;
  /** Whether there is an app that shows one. */
  app: boolean;
  error: string | undefined;
}) {
  return (
    <Field
      label="Code"
      id={id}
      hint={
        app
          ? "What your authenticator app shows, or a recovery code."
          : "One of your recovery codes."
      }
      error={error}
    >
      {(control) => <TextInput {...control} ref={input} name="code" autoComplete="one-time-code" />}
    </Field>
  );
}
