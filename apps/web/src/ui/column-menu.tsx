import { useSyncExternalStore } from "react";
import { iconButtonStyles } from "./button-styles.ts";
import { type Column, isChoosable } from "./column.ts";
import { columnsGlyph } from "./glyphs.ts";
import { Icon } from "./icon.tsx";
import { MenuButton } from "./menu.tsx";
import type { ColumnChoice } from "./use-columns.ts";

/** Which columns a list shows, in the corner of its head. */
export function ColumnMenu<Row>({
  columns,
  choice,
  onChoose,
}: {
  columns: readonly Column<Row>[];
  choice: ColumnChoice;
  onChoose: (choice: ColumnChoice) => void;
}) {
  const width = useSyncExternalStore(onResize, () => window.innerWidth);
  return (
    <MenuButton
      label="Columns"
      title="Columns"
      className={`${iconButtonStyles("small")} max-md:hidden`}
      entries={[
        {
          kind: "checks",
          label: "Columns",
          options: columns.filter(isChoosable).map(({ id, header, shownFrom }) => ({
            value: id,
            label: header,
            checked: choice[id] ?? (typeof shownFrom !== "number" || isWide(shownFrom, width)),
          })),
          onToggle: (id, checked) => onChoose({ ...choice, [id]: checked }),
        },
        { kind: "separator" },
        { kind: "action", label: "Show the usual ones", onSelect: () => onChoose({}) },
      ]}
    >
      <Icon glyph={columnsGlyph} />
    </MenuButton>
  );
}

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

/** As the style sheet sees it, whose widths grow with the browser's own size of text. */
function isWide(from: number, width: number): boolean {
  if (typeof window.matchMedia !== "function") return width >= from;
  return window.matchMedia(`(min-width: ${from / 16}rem)`).matches;
}
