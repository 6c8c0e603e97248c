import type { ComponentProps, ReactNode } from "react";
import { Checkbox } from "#src/ui/checkbox.tsx";
import { Field, FieldError } from "#src/ui/field.tsx";
import { PasswordInput } from "#src/ui/password-input.tsx";
import { type RadioCard, RadioCards } from "#src/ui/radio-cards.tsx";
import { Select, type SelectGroup, type SelectOption } from "#src/ui/select.tsx";
import { TextArea } from "#src/ui/text-area.tsx";
import { TextInput } from "#src/ui/text-input.tsx";
import { useField } from "./use-field.ts";

/** What every bound field takes. `name` is the path in the form's values. */
export interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  notice?: ReactNode;
  optional?: boolean | undefined;
}

type Controlled = "name" | "id" | "value" | "defaultValue" | "onChange" | "onBlur" | "ref";

export function TextField({
  name,
  label,
  hint,
  notice,
  optional,
  ...input
}: FieldProps & Omit<ComponentProps<typeof TextInput>, Controlled>) {
  const { id, registration, error } = useField(name);
  return (
    <Field id={id} label={label} hint={hint} notice={notice} optional={optional} error={error}>
      {(control) => <TextInput {...input} {...control} {...registration} />}
    </Field>
  );
}

/** Several lines, such as a list of addresses. */
export function TextAreaField({
  name,
  label,
  hint,
  optional,
  rows,
}: Pick<FieldProps, "name" | "label" | "hint" | "optional"> & { rows?: number | undefined }) {
  const { id, registration, error } = useField(name);
  return (
    <Field id={id} label={label} hint={hint} optional={optional} error={error}>
      {(control) => <TextArea {...control} {...registration} rows={rows} />}
    </Field>
  );
}

/**
 * A secret from somewhere else, to be pasted: masked, with a Show button named after it, byte-exact and of any length.
 * `new-password` keeps browsers from filling in the person's own saved login, which `off` does not.
 */
export function SecretField({
  name,
  label,
  hint,
  notice,
  optional,
  ...input
}: FieldProps & Omit<ComponentProps<typeof PasswordInput>, Controlled | "what">) {
  const { id, registration, error } = useField(name);
  return (
    <Field id={id} label={label} hint={hint} notice={notice} optional={optional} error={error}>
      {(control) => (
        <PasswordInput
          autoComplete="new-password"
          {...input}
          {...control}
          {...registration}
          what={label.charAt(0).toLowerCase() + label.slice(1)}
        />
      )}
    </Field>
  );
}

export function SelectField({
  name,
  label,
  hint,
  notice,
  optional,
  options,
}: FieldProps & { options: readonly (SelectOption | SelectGroup)[] }) {
  const { id, registration, error } = useField(name);
  return (
    <Field id={id} label={label} hint={hint} notice={notice} optional={optional} error={error}>
      {(control) => <Select {...control} {...registration} options={options} />}
    </Field>
  );
}

export function CheckboxField({ name, label, hint }: Pick<FieldProps, "name" | "label" | "hint">) {
  const { id, registration, error } = useField(name);
  return (
    <div className={error ? "border-s-4 border-danger ps-3" : ""}>
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
      <Checkbox
        {...registration}
        id={id}
        label={label}
        hint={hint}
        aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
      />
    </div>
  );
}

export function RadioCardsField({
  name,
  label,
  hint,
  cards,
  columns,
}: Pick<FieldProps, "name" | "label" | "hint"> & {
  cards: readonly RadioCard[];
  columns?: 1 | 2 | 3 | undefined;
}) {
  const { id, registration, error } = useField(name);
  return (
    <RadioCards
      id={id}
      legend={label}
      hint={hint}
      error={error}
      cards={cards}
      columns={columns}
      inputProps={() => registration}
    />
  );
}
