import type { ComponentProps, ReactNode } from "react";

/** One box that is ticked or not, with its label and a hint under it. */
export function Checkbox({
  label,
  hint,
  id,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "id"> & {
  label: ReactNode;
  hint?: ReactNode;
  id: string;
}) {
  return (
    <div className="flex gap-2">
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={
          [hint ? `${id}-hint` : "", rest["aria-describedby"]].filter(Boolean).join(" ") ||
          undefined
        }
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint ? (
          <div id={`${id}-hint`} className="max-w-prose text-table text-muted">
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  );
}
