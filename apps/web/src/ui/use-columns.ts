import { useState } from "react";
import { readStored, writeStored } from "#src/lib/stored.ts";
import { type Column, isChoosable } from "./column.ts";

/** By column: shown at every width, or at none. Those without are shown as the list sees fit. */
export type ColumnChoice = Readonly<Record<string, boolean>>;

/** The columns as somebody chose them for a list, on this browser. Cards, on small screens, hold all of them. */
export function useColumns<Row>(list: string | undefined, columns: readonly Column<Row>[]) {
  const [choice, setChoice] = useState(() => (list === undefined ? {} : read(list)));
  const choose = (next: ColumnChoice) => {
    setChoice(next);
    if (list !== undefined) write(list, next);
  };
  const shown = columns.map((column) => {
    const chosen = isChoosable(column) ? choice[column.id] : undefined;
    if (chosen === undefined) return column;
    return chosen
      ? { ...column, shownFrom: undefined }
      : { ...column, shownFrom: "never" as const };
  });
  return { shown, choice, choose };
}

const keyOf = (list: string) => `berth.columns.${list}`;

function read(list: string): ColumnChoice {
  try {
    const kept: unknown = JSON.parse(readStored(keyOf(list)) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, boolean] => {
        return typeof entry[1] === "boolean";
      }),
    );
  } catch {
    return {};
  }
}

function write(list: string, choice: ColumnChoice): void {
  writeStored(keyOf(list), Object.keys(choice).length === 0 ? null : JSON.stringify(choice));
}
