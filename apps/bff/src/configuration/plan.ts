import { readMappedName } from "@berth/image-pattern";
import type { ConfigurationDocument } from "./document.ts";
import { sameName } from "./document.ts";
import { planAlertChannel } from "./plan-alert-channel.ts";
import { planImageMapping } from "./plan-image-mapping.ts";
import { planProject } from "./plan-project.ts";
import { planRegistry } from "./plan-registry.ts";
import { planSettings } from "./plan-settings.ts";
import type { SecretVariables } from "./secret-variables.ts";
import type { Step, Thing } from "./step.ts";
import type { State } from "./read-state.ts";

export type Plan = {
  steps: Step[];
  /** What Berth has and the file does not, and what stays because nobody asked to prune. */
  extra: string[];
};

/**
 * What has to be done so that Berth has what a file says. Lists that the file leaves out are not touched; what
 * is only in Berth is kept unless `prune` is asked for. `variables` are where secrets are read from.
 */
export function makePlan(
  { registries, projects, alertChannels, imageMappings, settings }: ConfigurationDocument,
  state: State,
  { prune, variables }: { prune: boolean; variables: SecretVariables },
): Plan {
  const extra: string[] = [];
  const steps: Step[] = [];
  const surplus = (
    thing: Exclude<Thing, "settings">,
    have: readonly Existing[],
    list?: Named[],
  ) => {
    const gone = have.filter(
      ({ view }) => list?.every(({ name }) => !sameName(name, view.name)) === true,
    );
    for (const { view } of gone) {
      if (!prune) extra.push(`${thing} '${view.name}'`);
      else if (thing === "project") steps.push({ do: "delete-project", ...named(view), lines: [] });
      else if (thing === "pull-through cache") {
        steps.push({ do: "delete-image-mapping", ...named(view), lines: [] });
      } else if (thing === "alert channel") {
        steps.push({
          do: "delete-alert-channel",
          ...named(view),
          lines: ["its address and its deliveries are deleted with it"],
        });
      } else {
        steps.push({
          do: "delete-registry",
          ...named(view),
          version: view.version ?? 1,
          lines: ["its secret is deleted with it"],
        });
      }
    }
  };
  // What goes frees names and patterns for what comes.
  surplus("registry", state.registries, registries);
  surplus("project", state.projects, projects);
  surplus("alert channel", state.settings?.alertChannels ?? [], alertChannels);
  surplus(
    "pull-through cache",
    (state.settings?.imageMappings ?? []).map(({ id, from }) => ({ view: { id, name: from } })),
    imageMappings?.map(({ from }) => ({ name: readMappedName(from) ?? from })),
  );
  const wanted = (registries ?? []).flatMap((entry) => planRegistry(entry, state, variables));
  const order = (step: Step) => Number(step.do === "add-registry");
  steps.push(...wanted.toSorted((one, other) => order(one) - order(other)));
  steps.push(...(projects ?? []).flatMap((entry) => planProject(entry, state)));
  steps.push(...(alertChannels ?? []).flatMap((entry) => planAlertChannel(entry, state)));
  steps.push(...(imageMappings ?? []).flatMap((entry) => planImageMapping(entry, state)));
  steps.push(...planSettings(settings ?? {}, state));
  return { steps, extra };
}

type Named = { name: string };
type Existing = { view: { id: string; name: string; version?: number } };

function named({ id, name }: Existing["view"]) {
  return { id, name };
}
