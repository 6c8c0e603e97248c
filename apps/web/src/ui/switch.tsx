import { type ReactNode, useId } from "react";

/** Turns something on or off at once. Never inside a form that is saved as a whole: a checkbox stands there. */
export function Switch({
  label,
  checked,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <span className="inline-flex min-h-6 items-center gap-2">
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          onChange={(event) => onChange(event.currentTarget.checked)}
          className="peer absolute inset-0 size-full appearance-none rounded-full border border-control bg-inset checked:border-accent checked:bg-accent"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1 left-1 size-3 rounded-full border border-transparent bg-control transition-[translate] duration-[120ms] peer-checked:translate-x-4 peer-checked:bg-on-accent"
        />
      </span>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
