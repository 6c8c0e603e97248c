import { useState } from "react";
import { Field } from "#src/ui/field.tsx";
import { TextInput } from "#src/ui/text-input.tsx";

export interface TypedName {
  readonly name: string;
  readonly text: string;
  readonly complaint: string | undefined;
  readonly type: (text: string) => void;
  /** Whether the name stands there; says so at the field where it does not. */
  readonly fits: () => boolean;
}

/** What can't be undone is done only once its name has been typed. */
export function useTypedName(name: string): TypedName {
  const [text, setText] = useState("");
  const [complaint, setComplaint] = useState<string>();
  return {
    name,
    text,
    complaint,
    type: (next) => {
      setText(next);
      setComplaint(undefined);
    },
    fits: () => {
      if (text.trim() === name) return true;
      setComplaint(`Type '${name}' to delete it.`);
      return false;
    },
  };
}

export function TypedNameField({ typed }: { typed: TypedName }) {
  return (
    <Field label={`Type '${typed.name}' to go on`} error={typed.complaint}>
      {(control) => (
        <TextInput
          {...control}
          autoComplete="off"
          value={typed.text}
          onChange={(event) => typed.type(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
