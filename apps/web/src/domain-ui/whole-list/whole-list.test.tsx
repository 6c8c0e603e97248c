import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import type { RowFilter } from "./row-filter.ts";
import { WholeList } from "./whole-list.tsx";

afterEach(cleanup);

type Ship = { name: string; flag: "fi" | "se" | "no" };

const ships: Ship[] = Array.from({ length: 120 }, (_, place) => ({
  name: `Ship ${place + 1}`,
  flag: place % 3 === 0 ? "fi" : "se",
}));

const filter: RowFilter<Ship> = {
  placeholder: "Name",
  textsOf: ({ name }) => [name],
  choices: [
    {
      name: "flag",
      label: "Flag",
      options: [
        { value: "fi", label: "Finland" },
        { value: "se", label: "Sweden" },
        { value: "no", label: "Norway" },
      ],
      valueOf: ({ flag }) => flag,
    },
  ],
};

function show(address: string, rows: readonly Ship[] = ships): void {
  renderPage(
    <WholeList rows={rows} one="ship" many="ships" filter={filter}>
      {(shown) => (
        <ul aria-label="Ships">
          {shown.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </WholeList>,
    { address, route: "/ships" },
  );
}

const names = () =>
  within(screen.getByRole("list", { name: "Ships" }))
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent);

test("a long list comes fifty rows a page, and the address says which", () => {
  show("/ships?page=3");
  expect(names()).toEqual(ships.slice(100).map(({ name }) => name));
  expect(screen.getByText("120 ships, page 3 of 3")).toBeTruthy();
  const box = screen.getByRole("list", { name: "Ships" }).parentElement as HTMLElement;
  box.scrollTop = 400;
  fireEvent.click(screen.getByRole("button", { name: "Previous page" }));
  expect(names()[0]).toBe("Ship 51");
  expect(box.scrollTop, "the new page is read from its beginning").toBe(0);
  fireEvent.keyDown(document.body, { key: "[" });
  expect(names()[0]).toBe("Ship 1");
  expect(window.location.search).toBe("");
});

test("search and choice leave what fits, say how many, and begin at the first page", async () => {
  show("/ships?page=3");
  fireEvent.keyDown(document.body, { key: "/" });
  expect(document.activeElement).toBe(screen.getByRole("searchbox", { name: "Search" }));
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "ship 11" } });
  await screen.findByText("11 ships of 120");
  fireEvent.change(screen.getByRole("combobox", { name: "Flag" }), { target: { value: "fi" } });
  expect(names()).toEqual(["Ship 112", "Ship 115", "Ship 118"]);
  expect(window.location.search).toBe("?q=ship+11&flag=fi");
  expect(
    within(screen.getByRole("combobox", { name: "Flag" }))
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual(["All", "Finland", "Sweden"]);
});

test("where nothing fits, that is said with the way back; a short list has nothing to search with", () => {
  show("/ships?flag=no&q=ghost");
  expect(screen.getByText("No ships match these filters.")).toBeTruthy();
  expect(screen.getByRole("button", { name: /Flag: Norway/ })).toBeTruthy();
  fireEvent.click(screen.getAllByRole("button", { name: "Reset" })[1] as HTMLElement);
  expect(names()).toHaveLength(50);
  cleanup();
  show("/ships", ships.slice(0, 10));
  expect(screen.queryByRole("searchbox")).toBeNull();
});
