import { createContext, useContext } from "react";

/** Tells the fields of two forms on one page apart. */
export const FormIdContext = createContext("");

/** The id of a field's control: the error summary leads to it. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

export function useFieldId(name: string): string {
  return fieldId(useContext(FormIdContext), name);
}
