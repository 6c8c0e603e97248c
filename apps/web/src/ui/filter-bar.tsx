import { type ReactNode, type RefObject, useId } from "react";
import { Button } from "./button.tsx";
import { type FilterChip, FilterChips } from "./filter-chips.tsx";
import { Select, type SelectOption } from "./select.tsx";

/**
 * Search and filters above a list, with what they are set to as chips below. `region` is for the key that goes to the
 * first filter.
 */
export function FilterBar({
  chips,
  onReset,
  region,
  children,
}: {
  chips: readonly FilterChip[];
  onReset: () => void;
  region?: RefObject<HTMLElement | null> | undefined;
  children: ReactNode;
}) {
  return (
    <search ref={region} className="mb-3 block space-y-2">
      <div className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">{children}</div>
      {chips.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2">
          <FilterChips chips={chips} />
          <Button variant="quiet" size="small" onClick={onReset}>
            Reset
          </Button>
        </div>
      ) : null}
    </search>
  );
}

const widths = {
  usual: "sm:w-40",
  /** A search. */
  wide: "col-span-2 grow basis-52 md:max-w-xs",
  /** A day and a time. */
  moment: "max-sm:col-span-2 sm:w-56",
};

/** One control of a filter bar with its name above. */
export function FilterField({
  label,
  width = "usual",
  children,
}: {
  label: string;
  width?: keyof typeof widths | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={widths[width]}>
      <label htmlFor={id} className="block text-meta text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** A filter with a few values; empty is "All". */
export function FilterSelect({
  label,
  value = "",
  options,
  all = "All",
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: readonly SelectOption[];
  /** What stands for no filter. */
  all?: string | undefined;
  onChange: (value: string) => void;
}) {
  // What a link asks for stays visible, also while the choices load or when it no longer exists.
  const known = value === "" || options.some((option) => option.value === value);
  const shown = known ? options : [{ value, label: "Another one" }, ...options];
  return (
    <FilterField label={label}>
      {(id) => (
        <Select
          id={id}
          data-filter=""
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          options={[{ value: "", label: all }, ...shown]}
        />
      )}
    </FilterField>
  );
}
