import { scenarioList } from "../dialects/scenario-list.generated.ts";
import { challenges } from "./challenges.ts";
import { layers } from "./layers.ts";
import { manifests } from "./manifests.ts";
import { products } from "./products.ts";
import { refusals } from "./refusals.ts";
import type { Scenario } from "./scenario.ts";
import { services } from "./services.ts";
import { sockets } from "./sockets.ts";
import { tags } from "./tags.ts";
import { tokens } from "./tokens.ts";
import { webPages } from "./web-pages.ts";

/** Everything a fake registry can be asked to do wrong. */
export const scenarios: readonly Scenario[] = [
  ...refusals,
  ...webPages,
  ...challenges,
  ...tokens,
  ...services,
  ...manifests,
  ...layers,
  ...tags,
  ...sockets,
  ...products,
  ...scenarioList.flat(),
];

export const scenarioPrefix = "scenario/";

/** The scenario of that name; throws where there is none. */
export function requireScenario(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}

/** The scenario a repository `scenario/<name>` stands for, if it is one. */
export function scenarioOf(repository: string): Scenario | null {
  if (!repository.startsWith(scenarioPrefix)) return null;
  const name = repository.slice(scenarioPrefix.length);
  return scenarios.find((scenario) => scenario.name === name) ?? null;
}
