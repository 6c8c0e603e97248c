import { readStored, writeStored } from "./stored.ts";

/** `system` follows the device. The first paint is set by `public/theme.js`, which reads the same keys. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["compact", "comfortable"] as const;
export type Density = (typeof densities)[number];

export function readTheme(): Theme {
  return pick(themes, readStored("berth.theme")) ?? "system";
}

export function setTheme(theme: Theme): void {
  writeStored("berth.theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function readDensity(): Density {
  return pick(densities, readStored("berth.density")) ?? "compact";
}

export function setDensity(density: Density): void {
  writeStored("berth.density", density === "compact" ? null : density);
  if (density === "compact") delete document.documentElement.dataset.density;
  else document.documentElement.dataset.density = density;
}

function pick<const Value extends string>(
  values: readonly Value[],
  text: string | null,
): Value | null {
  return values.find((value) => value === text) ?? null;
}
