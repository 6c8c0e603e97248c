import { useState } from "react";
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  get,
  type Resolver,
  set,
  useForm,
  type UseFormReturn,
} from "react-hook-form";

/** What the server said about a value, by the field's name. It stands until the value is another one. */
export type Rejections = Map<string, { value: unknown; message: string }>;

/** A form whose values something checks before they are submitted: typed is `Input`, submitted is `Output`. */
export type CheckedForm<Input extends FieldValues, Output> = UseFormReturn<
  Input,
  unknown,
  Output
> & {
  readonly rejections: Rejections;
};

/**
 * Nothing is checked before the first submit; after a failed one each field is checked again when it is left. The
 * focus goes to the error summary, so the form library must not move it to a field.
 */
export function useCheckedForm<Input extends FieldValues, Output extends FieldValues>(
  resolver: Resolver<Input, unknown, Output>,
  defaultValues: DefaultValues<Input>,
): CheckedForm<Input, Output> {
  const [rejections] = useState<Rejections>(() => new Map());
  const form = useForm<Input, unknown, Output>({
    resolver: withRejections(resolver, rejections),
    defaultValues,
    mode: "onSubmit",
    reValidateMode: "onBlur",
    shouldFocusError: false,
  });
  return { ...form, rejections };
}

/** Leaving a field checks it again; without this the page's own check would wipe away what the server said about it. */
function withRejections<Input extends FieldValues, Output>(
  resolver: Resolver<Input, unknown, Output>,
  rejections: Rejections,
): Resolver<Input, unknown, Output> {
  return async (values, context, options) => {
    const result = await resolver(values, context, options);
    const standing = [...rejections].filter(([name, { value }]) => get(values, name) === value);
    if (standing.length === 0) return result;
    const errors = { ...result.errors } as FieldErrors<Input>;
    for (const [name, { message }] of standing) {
      if (!get(errors, name)) set(errors, name, { type: "server", message });
    }
    return { values: {}, errors };
  };
}
