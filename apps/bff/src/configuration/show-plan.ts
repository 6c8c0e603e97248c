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
  "add-image-mapping": "+ pull-through cache",
  "change-image-mapping": "~ pull-through cache",
  "delete-image-mapping": "- pull-through cache",
  "change-settings": "~ settings",
  "change-security-settings": "~ settings",
  refuse: "!",
};

/** A plan as lines for people, the summary last. */
export function showPlan({ steps, extra }: Plan): string[] {
  const count = (verb: string) => steps.filter((step) => step.do.startsWith(verb)).length;
  const added = count("add-");
  const changed = count("change-");
  const deleted = count("delete-");
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
