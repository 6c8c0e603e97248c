import type { SettingsEntry } from "./document.ts";
import type { State } from "./read-state.ts";
import type { Step } from "./step.ts";

/** What has to be done for the organization's own settings; what no token may take away is said to be done by hand. */
export function planSettings(wanted: SettingsEntry, state: State): Step[] {
  const { pullsKeptDays, managersNeedSecondFactor } = wanted;
  if (pullsKeptDays === undefined && managersNeedSecondFactor === undefined) return [];
  const refuse = (line: string): Step => {
    return { do: "refuse", thing: "settings", name: "organization", lines: [line] };
  };
  if (state.settings === null) {
    return [refuse("The token needs the scope settings:read, and settings:write to change them.")];
  }
  const before = state.settings.ofOrganization;
  const steps: Step[] = [];
  if (pullsKeptDays !== undefined && pullsKeptDays !== before.pullsKeptDays) {
    const fewer =
      pullsKeptDays < before.pullsKeptDays ? "; older pulls are deleted within hours" : "";
    steps.push({
      do: "change-settings",
      name: "organization",
      lines: [`pullsKeptDays: ${before.pullsKeptDays} → ${pullsKeptDays}${fewer}`],
      pullsKeptDays,
    });
  }
  if (
    managersNeedSecondFactor !== undefined &&
    managersNeedSecondFactor !== before.managersNeedSecondFactor
  ) {
    // A token that could take it away would undo with one leak what it is there for.
    steps.push(
      managersNeedSecondFactor
        ? {
            do: "change-security-settings",
            name: "organization",
            lines: [
              "managersNeedSecondFactor: false → true; owners and admins without one set it up before they go on",
            ],
          }
        : refuse(
            "managersNeedSecondFactor: true → false. By hand: no token may stop asking for it. An owner does under Settings › Security.",
          ),
    );
  }
  return steps;
}
