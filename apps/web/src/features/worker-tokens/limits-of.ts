import type { WorkerTokenView } from "@berth/api-contract";
import { fewNames } from "#src/lib/few-names.ts";
import { actionWords } from "./action-words.ts";

/** A token for half of the registries must not fill the screen. */
const namesShownMax = 3;

/** What a token is limited to, a line each; none where it may do everything. */
export function limitsOf(scope: WorkerTokenView["scope"]): string[] {
  const { registries, projects, actions, networks } = scope;
  const all = Object.keys(actionWords).length;
  return [
    ...(registries === null ? [] : [`Registries: ${namesOf(registries)}`]),
    ...(projects === null ? [] : [`Projects: ${namesOf(projects)}`]),
    ...(actions.length === all ? [] : actions.map((action) => actionWords[action])),
    ...(networks.length === 0 ? [] : [`From ${networks.join(", ")}`]),
  ];
}

function namesOf(things: readonly { name: string | null }[]): string {
  return fewNames(
    things.map(({ name }) => name ?? "a deleted one"),
    namesShownMax,
  );
}
