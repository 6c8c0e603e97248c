import type { RefObject } from "react";
import { Field } from "#src/ui/field.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

/** For the code of the second factor, whatever the first one was. */
export function CodeField({
  id,
  input,
  error,
}: {
  id: string;
  input: RefObject<HTMLInputElement | null>;
  error: string | undefined;
}) {
  return (
    <Field
      label="Code"
      id={id}
      hint="What your authenticator app shows, or a recovery code."
      error={error}
    >
      {(control) => <TextInput {...control} ref={input} name="code" autoComplete="one-time-code" />}
    </Field>
  );
}
