import { xGlyph } from "./glyphs.ts";
import { Icon } from "./icon.tsx";

/** A filter that is set: "Result: Failed". */
export interface FilterChip {
  label: string;
  value: string;
  onRemove: () => void;
}

/** The filters that are set, each with a button that takes it away. The focus goes on to what is left. */
export function FilterChips({ chips }: { chips: readonly FilterChip[] }) {
  return (
    <ul aria-label="Filters in use" className="contents">
      {chips.map(({ label, value, onRemove }) => (
        <li key={label} className="max-w-full">
          <button
            type="button"
            onClick={(event) => {
              focusNeighbour(event.currentTarget);
              onRemove();
            }}
            className="flex max-w-full min-h-7 items-center gap-1 rounded-full border border-control bg-selected ps-3 pe-2 text-table hover:bg-inset pointer-coarse:min-h-9"
          >
            <span className="min-w-0 truncate">
              <span className="text-muted">{label}:</span> {value}
            </span>
            <span className="sr-only">, remove this filter</span>
            <Icon glyph={xGlyph} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The chip is about to go: without this, the focus would be lost with it. */
function focusNeighbour(button: HTMLElement): void {
  const item = button.closest("li");
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  const target =
    next?.querySelector<HTMLElement>("button") ??
    button.closest("search")?.querySelector<HTMLElement>("input, select");
  target?.focus();
}
