import { zodResolver } from "@hookform/resolvers/zod";
import type { DefaultValues, FieldValues } from "react-hook-form";
import type { z } from "zod";
import { type CheckedForm, useCheckedForm } from "./use-checked-form.ts";

/** A form over a schema: what is typed is the schema's input, what is submitted is its output. */
export function useZodForm<Input extends FieldValues, Output extends FieldValues>(
  schema: z.ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
): CheckedForm<Input, Output> {
  return useCheckedForm(zodResolver(schema), defaultValues);
}
