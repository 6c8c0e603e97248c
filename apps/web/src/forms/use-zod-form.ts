import "./zod-without-eval.ts";
import { zodResolver } from "@hookform/resolvers/zod";
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
import type { z } from "zod";

/** What the server said about a value, by the field's name. It stands until the value is another one. */
export type Rejections = Map<string, { value: unknown; message: string }>;

/** A form over a schema: what is typed is the schema's input, what is submitted is its output. */
export type ZodForm<Input extends FieldValues, Output> = UseFormReturn<Input, unknown, Output> & {
  readonly rejections: Rejections;
};

/**
 * Nothing is checked before the first submit; after a failed one each field is checked again when it is left. The
 * focus goes to the error summary, so the form library must not move it to a field.
 */
export function useZodForm<Input extends FieldValues, Output extends FieldValues>(
  schema: z.ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
): ZodForm<Input, Output> {
  const [rejections] = useState<Rejections>(() => new Map());
  const form = useForm<Input, unknown, Output>({
    resolver: withRejections(zodResolver(schema), rejections),
    defaultValues,
    mode: "onSubmit",
    reValidateMode: "onBlur",
    shouldFocusError: false,
  });
  return { ...form, rejections };
}

/** Leaving a field checks it again; without this the schema alone would wipe away what the server said about it. */
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
