import { expect, test } from "vitest";
import { fromLocalField, toLocalField } from "#src/domain-ui/time-filter/local-time.ts";
import { pullChips } from "./pull-chips.ts";
import { isFiltering, noPullFilter, readPullFilter } from "./pull-filter.ts";

const read = (search: string) => readPullFilter(new URLSearchParams(search));

test("reads every part of the filter from the address", () => {
  const filter = read(
    "status=failed&credential=unmatched&registry=reg_1&project=prj_1&workerToken=wtk_1&image=%20team%20&overMs=30000&within=24h&from=2026-05-03T10:42:00%2B02:00&to=2026-05-04T00:00:00Z",
  );
  expect(filter).toEqual({
    status: "failed",
    credential: "unmatched",
    registry: "reg_1",
    project: "prj_1",
    workerToken: "wtk_1",
    image: "team",
    overMs: 30_000,
    within: "24h",
    from: "2026-05-03T08:42:00.000Z",
    to: "2026-05-04T00:00:00.000Z",
  });
  expect(Object.keys(noPullFilter).toSorted()).toEqual(
    [...Object.keys(filter), "cursor"].toSorted(),
  );
});

test("what no filter can be counts as absent", () => {
  const filter = read("status=x&credential=y&overMs=-1&within=2y&from=yesterday&image=%20");
  expect(isFiltering(filter)).toBe(false);
  expect(read("overMs=999999999").overMs).toBe(604_800_000);
});

test("each part of the filter is a chip that takes itself away and goes back to the newest pull", () => {
  const changes: unknown[] = [];
  const chips = pullChips(
    read("status=failed&project=prj_1&workerToken=wtk_gone&overMs=90000"),
    {
      registry: () => undefined,
      project: (id) => (id === "prj_1" ? "train" : undefined),
      workerToken: () => undefined,
    },
    (change) => changes.push(change),
  );
  expect(chips.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    "Result: Failed",
    "Project: train",
    "Worker token: another one",
    "Longer than: 1 min 30 s",
  ]);
  chips[1]?.onRemove();
  expect(changes).toEqual([{ project: null, cursor: null }]);
});

test("a moment survives the field that shows it in the device's own zone", () => {
  expect(fromLocalField(toLocalField("2026-05-03T10:42:00.000Z"))).toBe("2026-05-03T10:42:00.000Z");
  expect(fromLocalField("")).toBeNull();
  expect(toLocalField(undefined)).toBe("");
});
