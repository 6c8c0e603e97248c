import type { ReactNode } from "react";

/** One column of a table. */
export interface Column<Row> {
  id: string;
  header: string;
  renderCell: (row: Row) => ReactNode;
  /** This column names the row; it becomes the row's heading. One column has it. */
  rowHeader?: boolean | undefined;
  /** Numbers line up at the end. */
  align?: "start" | "end" | undefined;
  sortable?: boolean | undefined;
  /** The header is for screen readers only, as over a row's menu. */
  hideHeader?: boolean | undefined;
  /** Holds buttons with words: on a card they stand at its end, because its corner has room for an icon only. */
  buttons?: boolean | undefined;
  /**
   * Shown on cards and from this many pixels on: what helps, but not at the cost of the columns beside it. `never` is
   * for who has chosen to do without it: then it is not on paper either.
   */
  shownFrom?: 1024 | 1280 | 1440 | "never" | undefined;
}

/** What names a row and what can be done with it is always there. */
export function isChoosable<Row>({ rowHeader, hideHeader }: Column<Row>): boolean {
  return rowHeader !== true && hideHeader !== true;
}

export interface Sort {
  column: string;
  direction: "ascending" | "descending";
}
