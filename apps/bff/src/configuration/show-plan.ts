import type { Plan } from "./plan.ts";
import type { Step } from "./step.ts";

const marks: Record<Step["do"], string> = {
  "add-registry": "+ registry",
  "change-registry": "~ registry",
  "delete-registry": "- registry",
  "add-project": "+ project",
  "change-project": "~ project",
  "delete-project": "- project",
  "add-alert-channel": "+ alert channel",
  "change-alert-channel": "~ alert channel",
  "delete-alert-channel": "- alert channel",
  "change-settings": "~ settings",
  refuse: "!",
};

/** A plan as lines for people, the summary last. */
export function showPlan({ steps, extra }: Plan): string[] {
  const count = (...kinds: Step["do"][]) => steps.filter((step) => kinds.includes(step.do)).length;
  const added = count("add-registry", "add-project", "add-alert-channel");
  const changed = count(
    "change-registry",
    "change-project",
    "change-alert-channel",
    "change-settings",
  );
  const deleted = count("delete-registry", "delete-project", "delete-alert-channel");
  const refused = count("refuse");
  const summary = [`${added} to add`, `${changed} to change`, `${deleted} to delete`];
  if (refused > 0) summary.push(`${refused} that can't be done`);
  return [
    ...steps.flatMap((step) => [titleOf(step), ...step.lines.map((line) => `    ${line}`)]),
    ...extra.map((what) => `  ${what} is only in Berth and stays (--prune deletes it)`),
    steps.length === 0 ? "Everything is as the file says." : `Plan: ${summary.join(", ")}.`,
  ];
}

export function titleOf(step: Step): string {
  const thing = step.do === "refuse" ? ` ${step.thing}` : "";
  return `${marks[step.do]}${thing} '${step.name}'`;
}
