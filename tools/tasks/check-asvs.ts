import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.ts";

/**
 * Levels 1 and 2 of OWASP ASVS 5.0.0 by section: how many requirements, counted from 1. In each section
 * those of level 3 alone come last or stand behind them; 253 in all.
 */
const sections: Readonly<Record<string, number>> = Object.fromEntries(
  "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2"
    .split(" ")
    .map((text) => text.split(":"))
    .map(([section = "", count]) => [section, Number(count)]),
);

export const requiredIds: readonly string[] = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
);

const states = ["met", "partly", "gap", "n/a", "deployment"];

type Row = { ids: string[]; state: string; how: string; where: string };

/** What is wrong with the table: an id that is missing or stands twice, a claim without a place. */
export function asvsProblems(
  text: string,
  exists = (path: string) => existsSync(join(root, path)),
): string[] {
  const rows = [...text.matchAll(/^\| (\d[^|]*) \| ([^|]*) \| ([^|]*) \|([^|]*)\|$/gm)].map(
    ([, ids = "", state = "", how = "", where = ""]): Row => ({
      ids: ids.split(",").map((id) => id.trim()),
      state: state.trim(),
      how: how.trim(),
      where: where.trim(),
    }),
  );
  const seen = rows.flatMap(({ ids }) => ids);
  const twice = seen.filter((id, index) => seen.indexOf(id) !== index);
  const missing = requiredIds.filter((id) => !seen.includes(id));
  return [
    ...missing.map((id) => `${id} is missing`),
    ...twice.map((id) => `${id} stands twice`),
    ...rows.flatMap((row) => rowProblems(row, exists)),
  ];
}

function rowProblems({ ids, state, how, where }: Row, exists: (path: string) => boolean): string[] {
  const name = ids.join(", ");
  const path = /^`([^`]+)`$/.exec(where)?.[1];
  const odd = ids.filter((id) => !/^\d+\.\d+\.\d+$/.test(id));
  return [
    ...odd.map((id) => `"${id}" is no id`),
    ...(states.includes(state) ? [] : [`${name}: "${state}" is no state`]),
    ...(how === "" ? [`${name} does not say how`] : []),
    ...(path === undefined && ["met", "partly", "deployment"].includes(state)
      ? [`${name} is called ${state} without a place`]
      : []),
    ...(path !== undefined && !exists(path) ? [`${name}: ${path} does not exist`] : []),
  ];
}

if (import.meta.main) {
  const problems = asvsProblems(readFileSync(join(root, "docs/asvs.md"), "utf8"));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`${requiredIds.length} requirements of levels 1 and 2, each with its state`);
}
