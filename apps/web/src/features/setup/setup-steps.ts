import type { RegistryType } from "@berth/registry-catalog";

/** The four steps, the same for every type, in their fixed order. */
export const setupSteps = ["where", "create", "paste", "check"] as const;
export type SetupStep = (typeof setupSteps)[number];

/** The step of the address, 1 to 4; anything else counts as the first. */
export function readStep(text: string | null): number {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= setupSteps.length ? number : 1;
}

/** The step on which a field of the form is answered. */
export function stepOfField(type: RegistryType, path: string): number {
  const [group, name = ""] = path.split(".");
  if (group === "secret") return 3;
  if (group === "testImage") return 1;
  const step = type.settings.find((setting) => setting.name === name)?.step;
  return step === undefined ? 4 : setupSteps.indexOf(step) + 1;
}
