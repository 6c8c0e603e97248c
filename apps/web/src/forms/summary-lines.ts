import type { FieldErrors } from "react-hook-form";
import type { SummaryLine } from "#src/ui/error-summary-box.tsx";
import { fieldId } from "./field-id.ts";

/** Every error of a form as a line of the summary, in the order of the fields on the page. */
export function summaryLines(errors: FieldErrors, formId: string): SummaryLine[] {
  const lines = collect(errors, "").map(({ name, message }) => ({
    message,
    fieldId: name === "root" || name.startsWith("root.") ? undefined : fieldId(formId, name),
  }));
  return lines.toSorted((one, other) => compare(one.fieldId, other.fieldId));
}

function collect(node: unknown, path: string): { name: string; message: string }[] {
  if (typeof node !== "object" || node === null) return [];
  if ("message" in node && typeof node.message === "string" && "type" in node) {
    return node.message === "" ? [] : [{ name: path, message: node.message }];
  }
  return Object.entries(node)
    .filter(([key]) => key !== "ref")
    .flatMap(([key, child]) => collect(child, path === "" ? key : `${path}.${key}`));
}

/** Errors about no field come first. */
function compare(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined)
    return one === other ? 0 : one === undefined ? -1 : 1;
  const first = document.getElementById(one);
  const second = document.getElementById(other);
  if (!first || !second || first === second) return 0;
  return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
