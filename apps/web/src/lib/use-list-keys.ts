import { type RefObject, useMemo } from "react";
import { useShortcuts } from "#src/lib/shortcuts.ts";
import { showListStart } from "#src/lib/show-list-start.ts";

const none = {};

/**
 * Keys of a list: `j` and `k` walk the rows, and so do the arrows once the focus is in the list; `.` opens the row's
 * menu, `/` goes to the search, `f` to the first filter, `[` and `]` turn pages. Enter opens, because the focus is on
 * the row's link. A list without one of these leaves its key alone. Other keys come from `more`, which gets the index of the focused row.
 */
export function useListKeys({
  table,
  search = null,
  filters = null,
  pages = null,
  more = none,
}: {
  table: RefObject<HTMLElement | null>;
  search?: RefObject<HTMLInputElement | null> | null;
  /** What holds the filters, marked with `data-filter`. */
  filters?: RefObject<HTMLElement | null> | null;
  pages?: { onPrevious: (() => void) | null; onNext: (() => void) | null } | null;
  more?: Readonly<Record<string, (row: number) => void>>;
}): void {
  const keys = useMemo(() => {
    const links = () => [
      ...(table.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? []),
    ];
    const current = () =>
      links().findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    const walk = (step: 1 | -1) => {
      const all = links();
      const at = current();
      const next = at < 0 ? (step === 1 ? 0 : all.length - 1) : at + step;
      all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
    };
    const turn = (to: (() => void) | null | undefined) => {
      if (!to) return;
      to();
      showListStart(table.current);
    };
    const extra = Object.fromEntries(
      Object.entries(more).map(([key, run]) => [
        key,
        () => {
          const row = current();
          if (row >= 0) run(row);
        },
      ]),
    );
    return {
      "/": () => search?.current?.focus(),
      f: () => filters?.current?.querySelector<HTMLElement>("[data-filter]")?.focus(),
      j: () => walk(1),
      k: () => walk(-1),
      // Outside of the list the arrows scroll the page.
      ArrowDown: () => current() >= 0 && walk(1),
      ArrowUp: () => current() >= 0 && walk(-1),
      ".": () =>
        links()[current()]?.closest("tr")?.querySelector<HTMLElement>("[data-row-menu]")?.click(),
      "[": () => turn(pages?.onPrevious),
      "]": () => turn(pages?.onNext),
      ...extra,
    };
  }, [table, search, filters, pages, more]);
  useShortcuts(keys);
}
