import { type UseFormRegisterReturn, useFormContext, useFormState } from "react-hook-form";
import { useFieldId } from "./field-id.ts";

/** What a bound field needs: its id, its registration and its error. */
export function useField(name: string): {
  id: string;
  registration: UseFormRegisterReturn;
  error: string | undefined;
} {
  const { register, getFieldState, control } = useFormContext();
  const state = useFormState({ control, name });
  return {
    id: useFieldId(name),
    registration: register(name),
    error: getFieldState(name, state).error?.message,
  };
}
