import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Column } from "./column.ts";
import { Table } from "./table.tsx";

beforeEach(() => window.localStorage.clear());
afterEach(() => {
  cleanup();
  window.localStorage.clear();
});

const columns: readonly Column<{ name: string }>[] = [
  { id: "name", header: "Name", rowHeader: true, renderCell: ({ name }) => name },
  { id: "type", header: "Type", renderCell: () => "Standard" },
  { id: "identity", header: "Identity", shownFrom: 1440, renderCell: () => "alice" },
];

function show(): void {
  render(
    <Table
      caption="Things"
      list="things"
      columns={columns}
      rows={[{ name: "One" }]}
      rowKey={({ name }) => name}
    />,
  );
}

const header = (name: string) => screen.getByRole("columnheader", { name });
const cell = (name: string) => screen.getByRole("cell", { name });

test("a list shows the columns that somebody chose, also the next time, and the usual ones again", async () => {
  const user = userEvent.setup();
  show();
  screen.getByRole("button", { name: "Columns" }).focus();
  await user.keyboard("{ArrowDown}");
  const type = await screen.findByRole("menuitemcheckbox", { name: "Type" });
  expect(type.getAttribute("aria-checked")).toBe("true");
  expect(screen.queryByRole("menuitemcheckbox", { name: "Name" })).toBeNull();
  await user.click(type);
  await user.click(screen.getByRole("menuitemcheckbox", { name: "Identity" }));
  expect(type.getAttribute("aria-checked")).toBe("false");
  await user.keyboard("{Escape}");
  // Gone from the table and from paper; a card, below 768 px, keeps it.
  for (const part of [header("Type"), cell("Standard")]) {
    expect([...part.classList]).toEqual(expect.arrayContaining(["md:hidden", "print:hidden"]));
    expect(part.classList.contains("hidden")).toBe(false);
  }
  expect(header("Identity").className).not.toMatch(/hidden/);

  cleanup();
  show();
  expect(header("Type").classList.contains("md:hidden")).toBe(true);
  await user.click(screen.getByRole("button", { name: "Columns" }));
  await user.click(await screen.findByRole("menuitem", { name: "Show the usual ones" }));
  expect(header("Type").classList.contains("md:hidden")).toBe(false);
  expect(header("Identity").className).toContain("90rem");
  expect(window.localStorage).toHaveLength(0);
});

test("what is not a choice in the browser's memory counts as none", () => {
  window.localStorage.setItem("berth.columns.things", '{"type":"no","name":false}');
  show();
  expect(header("Type").classList.contains("md:hidden")).toBe(false);
  expect(header("Name").classList.contains("md:hidden")).toBe(false);
});

test("cards, whose head nobody can press, are sorted by a list of their own", async () => {
  const onSort = vi.fn();
  render(
    <Table
      caption="Things"
      columns={columns.map((column) => ({ ...column, sortable: column.id === "type" }))}
      rows={[{ name: "One" }]}
      rowKey={({ name }) => name}
      sort={{ column: "type", direction: "ascending" }}
      onSort={onSort}
    />,
  );
  await userEvent.selectOptions(screen.getByLabelText("Sorted by"), "Type, descending");
  expect(onSort).toHaveBeenCalledWith({ column: "type", direction: "descending" });
  // The head's own buttons are no stops of the Tab key where nobody sees them.
  expect(screen.getByRole("button", { name: "Type" }).classList.contains("max-md:hidden")).toBe(
    true,
  );
});
