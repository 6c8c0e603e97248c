import type { FieldValues, Path } from "react-hook-form";
import { ApiError } from "#src/api/errors.ts";
import type { CheckedForm } from "./use-checked-form.ts";

/** The form's field for a path of the request, or null where the form has none. */
export type FieldOfPath = (path: string) => string | null;

/**
 * Puts a refusal onto the fields it names. What names no field of this form, and a refusal without issues, becomes one
 * line of the summary: nothing the server said is dropped.
 */
export function applyServerIssues<Input extends FieldValues, Output extends FieldValues>(
  form: Pick<CheckedForm<Input, Output>, "setError" | "getValues" | "rejections">,
  error: unknown,
  fieldOfPath: FieldOfPath = (path) => path,
): void {
  if (!(error instanceof ApiError)) return;
  const general: string[] = [];
  let placed = 0;
  for (const { path, message } of error.issues) {
    const field = fieldOfPath(path);
    if (field !== null && field !== "" && isField(form.getValues(), field)) {
      const name = field as Path<Input>;
      form.rejections.set(field, { value: form.getValues(name), message });
      form.setError(name, { type: "server", message });
      placed += 1;
    } else {
      general.push(message);
    }
  }
  if (placed === 0 && general.length === 0) general.push(error.message);
  general.forEach((message, index) => {
    form.setError(`root.server${index}`, { type: "server", message });
  });
}

function isField(values: unknown, path: string): boolean {
  let node = values;
  for (const key of path.split(".")) {
    if (typeof node !== "object" || node === null || !(key in node)) return false;
    node = (node as Record<string, unknown>)[key];
  }
  return true;
}
