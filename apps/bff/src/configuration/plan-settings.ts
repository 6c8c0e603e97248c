import type { State } from "./read-state.ts";
import type { Step } from "./step.ts";

/** What has to be done for the organization's own settings. */
export function planSettings(wanted: { pullsKeptDays?: number | undefined }, state: State): Step[] {
  const { pullsKeptDays } = wanted;
  if (pullsKeptDays === undefined) return [];
  if (state.settings === null) {
    const lines = ["The token needs the scope settings:read, and settings:write to change them."];
    return [{ do: "refuse", thing: "settings", name: "organization", lines }];
  }
  const before = state.settings.pullsKeptDays;
  if (before === pullsKeptDays) return [];
  const fewer = pullsKeptDays < before ? "; older pulls are deleted within hours" : "";
  return [
    {
      do: "change-settings",
      name: "organization",
      lines: [`pullsKeptDays: ${before} → ${pullsKeptDays}${fewer}`],
      pullsKeptDays,
    },
  ];
}
