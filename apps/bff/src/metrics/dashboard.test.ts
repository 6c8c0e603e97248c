import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

const dashboard = new URL("../../../../deploy/grafana/berth.json", import.meta.url);

type Dashboard = { panels: { id: number; title: string; targets: { expr: string }[] }[] };

test("the dashboard asks for series that exist, by labels that they have", async () => {
  const { panels } = JSON.parse(readFileSync(dashboard, "utf8")) as Dashboard;
  const text = await createMetrics().scrape([], 0);
  const families = new Map(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type]) => [name, type]),
  );
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const asked = new Set<string>();
  for (const { title, targets } of panels) {
    for (const { expr } of targets) {
      const names = [...expr.matchAll(/\b(?:berth|process|nodejs)_\w+/g)].map(([name]) => name);
      expect(names.length, title).toBeGreaterThan(0);
      for (const name of names) {
        const family = name.replace(/_(?:bucket|count|sum)$/, "");
        const histogram = families.get(family) === "histogram";
        expect(histogram ? family !== name : families.has(name), `${name} in ${title}`).toBe(true);
        asked.add(histogram ? family : name);
      }
    }
  }
  const ours = [...families.keys()].filter((name) => name.startsWith("berth_"));
  expect(ours.filter((name) => !asked.has(name))).toEqual([]);
});
