import type { Role } from "@berth/api-contract";
import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { RegistryListPage } from "./registry-list-page.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function columnsFor(role: Role): Promise<(string | null)[]> {
  stubApi({
    "GET /organizations/{org}/registries": () => ({ registries: [sampleRegistry()], next: null }),
    "GET /organizations/{org}/pull-counts": () => ({ unit: "hour", slots: [], countedSince: null }),
  });
  const place = { address: "/o/acme/registries", route: "/o/:org/registries" };
  renderPage(<RegistryListPage />, { ...place, role });
  const heads = await screen.findAllByRole("columnheader");
  return heads.map((head) => head.querySelector(":scope > span")?.textContent ?? null);
}

test("a member has no column for what only staff is told: an empty one would say that there is nothing", async () => {
  expect(await columnsFor("support")).toEqual(
    expect.arrayContaining(["Identity", "Expires", "Last pull", "Pulls 30 d"]),
  );
  expect(screen.getByRole("combobox", { name: "Expires" })).toBeTruthy();
  cleanup();
  expect(await columnsFor("member")).toEqual(["Name", "Type", "Patterns", "Health", ""]);
  expect(screen.queryByRole("combobox", { name: "Expires" })).toBeNull();
});
