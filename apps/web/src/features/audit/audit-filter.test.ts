import { auditAreas } from "@berth/api-contract";
import { expect, test } from "vitest";
import { areaWords, isFiltering, noAuditFilter, readAuditFilter } from "./audit-filter.ts";

const read = (text: string) => readAuditFilter(new URLSearchParams(text));

test("reads what the address says and passes over what no filter can be", () => {
  expect(read("area=registry&action=registry.pause&actor=usr_1&text=%20ML%20&within=7d")).toEqual({
    area: "registry",
    action: "registry.pause",
    actor: "usr_1",
    object: undefined,
    text: "ML",
    within: "7d",
    from: undefined,
    to: undefined,
  });
  const odd = read("area=nonsense&action=registry.fly&within=1y&from=yesterday&text=%20");
  expect(isFiltering(odd)).toBe(false);
  expect(read("from=2026-05-01T12:00%2B02:00").from).toBe("2026-05-01T10:00:00.000Z");
});

test("a reset names every filter and the page", () => {
  expect(Object.keys(noAuditFilter).toSorted()).toEqual(
    [...Object.keys(read("")), "cursor"].toSorted(),
  );
});

test("every area has a word", () => {
  expect(Object.keys(areaWords).toSorted()).toEqual([...auditAreas].toSorted());
});
