import { classNames } from "#src/lib/class-names.ts";
import { useField } from "./use-field.ts";
import type { FieldProps } from "./fields.tsx";
import { FieldError } from "#src/ui/field.tsx";

/** Up to here all are seen at once; registries and projects can be hundreds, and scroll. */
const shownMax = 12;

/** Any number of a known list, as boxes. The form's value is the list of the ticked values. */
export function CheckboxGroupField({
  name,
  label,
  hint,
  options,
}: Pick<FieldProps, "name" | "label" | "hint"> & {
  options: readonly { value: string; label: string }[];
}) {
  const { id, registration, error } = useField(name);
  if (options.length === 0) return null;
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <fieldset
      id={id}
      aria-describedby={described || undefined}
      className={error ? "border-s-4 border-danger ps-3" : ""}
    >
      <legend className="font-medium">{label}</legend>
      {hint ? (
        <div id={`${id}-hint`} className="max-w-prose text-table text-muted">
          {hint}
        </div>
      ) : null}
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
      <div
        className={classNames(
          "mt-1 rounded-md border border-control p-2",
          options.length > shownMax && "max-h-56 overflow-y-auto",
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-7 items-center gap-2 py-1 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              {...registration}
              value={option.value}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 wrap-anywhere">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
