/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   `display: block` and `grid` on small screens take a table's meaning away in some browsers; the roles keep it. */
import { arrowDownGlyph, arrowUpGlyph, chevronsUpDownGlyph } from "./glyphs.ts";
import type { ReactNode } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { Icon } from "./icon.tsx";
import type { Column, Sort } from "./column.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { ScrollRegion } from "./scroll-region.tsx";
import { SortSelect } from "./sort-select.tsx";
import { useColumns } from "./use-columns.ts";

/**
 * A real table: sticky header, sort buttons with `aria-sort`, a focusable region where it scrolls sideways. Below
 * 768 px each row becomes a card of terms and values, with the row's heading on top.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  sort,
  onSort,
  evenColumns = false,
  list,
}: {
  /** Names the table for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  /** All columns equally wide, so that tables one below the other line up. */
  evenColumns?: boolean | undefined;
  /** Lets people choose the columns, and is what the choice is remembered by. */
  list?: string | undefined;
}) {
  const withCorner = list === undefined || columns.some(isRowMenu) ? columns : [...columns, corner];
  const { shown, choice, choose } = useColumns(list, withCorner);
  const menu =
    list === undefined ? null : <ColumnMenu columns={columns} choice={choice} onChoose={choose} />;
  return (
    <ScrollRegion
      label={caption}
      className="relative max-md:@container md:max-h-[calc(100dvh-var(--top-bar-height)-2rem)] md:scroll-pt-10 md:scroll-pe-14 md:overflow-auto md:rounded-md md:border md:border-divider"
    >
      {sort && onSort ? <SortSelect columns={columns} sort={sort} onSort={onSort} /> : null}
      <table
        role="table"
        className={classNames("w-full text-table max-md:block", evenColumns && "lg:table-fixed")}
      >
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row">
            {shown.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort}>
                {isRowMenu(column) ? menu : null}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block max-md:space-y-3">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className="border-divider hover:bg-subtle max-md:relative max-md:grid max-md:grid-cols-[min(7rem,45%)_minmax(0,1fr)] max-md:gap-x-3 max-md:gap-y-1 max-md:rounded-md max-md:border max-md:p-3 md:border-t"
            >
              {shown.map((column) => (
                <BodyCell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Where a list has no menu in its rows, the choice of columns has a corner of its own. */
const corner = {
  id: "corner",
  header: "",
  hideHeader: true,
  align: "end",
  renderCell: () => null,
} as const;

// Where the columns need more room than there is, what can be done with a row stays in sight; what goes on behind it
// fades out at its edge, so that no figure looks whole that is not.
const rowMenuLook =
  "md:sticky md:end-0 md:bg-canvas md:in-[tr:hover]:bg-subtle md:before:absolute md:before:inset-y-0 md:before:-start-2 md:before:w-2 md:before:bg-linear-to-r md:before:from-transparent md:before:to-canvas md:in-[tr:hover]:before:to-subtle";

function isRowMenu<Row>({ hideHeader, align }: Column<Row>): boolean {
  return hideHeader === true && align === "end";
}

const shownFromLook = {
  1024: "md:max-lg:hidden",
  1280: "md:max-xl:hidden",
  1440: "md:max-[90rem]:hidden",
  never: "md:hidden print:hidden",
};

function HeaderCell<Row>({
  column,
  sort,
  onSort,
  children,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  children: ReactNode;
}) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const sortable = column.sortable && onSort;
  return (
    <th
      scope="col"
      role="columnheader"
      aria-sort={sortable ? (direction ?? "none") : undefined}
      className={classNames(
        "sticky top-0 z-1 h-9 bg-subtle px-2 first:ps-3 last:pe-3 font-medium whitespace-nowrap text-muted",
        column.align === "end" ? "text-end" : "text-start",
        column.shownFrom && shownFromLook[column.shownFrom],
        isRowMenu(column) && "md:end-0 md:z-2",
      )}
    >
      {sortable ? (
        <button
          type="button"
          data-print="show"
          onClick={() =>
            onSort({
              column: column.id,
              direction: direction === "ascending" ? "descending" : "ascending",
            })
          }
          className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-fg max-md:hidden"
        >
          {column.header}
          <Icon glyph={glyphOf(direction)} className={direction ? "" : "opacity-60"} />
        </button>
      ) : null}
      {/* Above cards the head is there for screen readers alone, and sorting is up to a list of its own. */}
      <span className={column.hideHeader ? "sr-only" : sortable ? "md:hidden" : ""}>
        {column.header}
      </span>
      {children}
    </th>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.renderCell(row);
  const look = classNames(
    "h-(--row-height) px-2 py-1 align-middle md:first:ps-3 md:last:pe-3 max-md:h-auto max-md:p-0",
    column.align === "end"
      ? "text-end tabular-nums max-md:text-start md:whitespace-nowrap"
      : "text-start",
    column.shownFrom && shownFromLook[column.shownFrom],
  );
  if (column.rowHeader) {
    return (
      <th
        scope="row"
        role="rowheader"
        className={`${look} font-medium wrap-anywhere md:min-w-32 xl:min-w-40 max-md:order-first max-md:col-span-2 max-md:pe-10 max-md:text-body`}
      >
        {content}
      </th>
    );
  }
  // The row's menu goes to the card's corner; every other value stands behind its column's name.
  const place = column.hideHeader
    ? classNames(
        column.buttons
          ? "max-md:order-last max-md:col-span-2 max-md:mt-1 max-md:not-has-[button]:hidden"
          : "max-md:absolute max-md:top-2 max-md:right-2",
        isRowMenu(column) && rowMenuLook,
      )
    : // Side by side would leave a value a letter a line where the text is twice as large.
      "max-md:col-span-2 max-md:grid max-md:grid-cols-subgrid max-md:@max-[16rem]:block";
  return (
    <td role="cell" className={`${look} ${place}`}>
      {column.hideHeader ? null : (
        // A screen reader hears the name from the header.
        <span aria-hidden="true" className="text-muted md:hidden">
          {column.header}
        </span>
      )}
      <div className="min-w-0 max-md:wrap-anywhere">{content}</div>
    </td>
  );
}

function glyphOf(direction: Sort["direction"] | undefined) {
  if (direction === "ascending") return arrowUpGlyph;
  return direction === "descending" ? arrowDownGlyph : chevronsUpDownGlyph;
}
