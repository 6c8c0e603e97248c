import { typeGlyphs } from "@berth/registry-catalog/glyphs";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { registryTypeSlugs } from "./registry-type-name.ts";
import { RegistryTypeLabel } from "./registry-type-icon.tsx";

afterEach(cleanup);

test("every type has a drawing, and no two have the same", () => {
  expect(typeGlyphs.map(({ slug }) => slug).toSorted()).toEqual(registryTypeSlugs.toSorted());
  expect(new Set(typeGlyphs.map(({ path }) => path)).size).toBe(typeGlyphs.length);
});

test("the name is there at once, and its type's own drawing follows, hidden from screen readers", async () => {
  render(<RegistryTypeLabel type="jfrog" name="JFrog" />);
  const label = screen.getByText("JFrog");
  const drawing = label.querySelector("svg[aria-hidden=true]");
  const own = typeGlyphs.find(({ slug }) => slug === "jfrog")?.path;
  await waitFor(() => expect(drawing?.querySelector("path")?.getAttribute("d")).toBe(own));
});
