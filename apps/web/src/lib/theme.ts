/** `system` follows the device. The first paint is set by `public/theme.js`, which reads the same keys. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["compact", "comfortable"] as const;
export type Density = (typeof densities)[number];

export function readTheme(): Theme {
  return pick(themes, read("berth.theme")) ?? "system";
}

export function setTheme(theme: Theme): void {
  write("berth.theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function readDensity(): Density {
  return pick(densities, read("berth.density")) ?? "compact";
}

export function setDensity(density: Density): void {
  write("berth.density", density === "compact" ? null : density);
  if (density === "compact") delete document.documentElement.dataset.density;
  else document.documentElement.dataset.density = density;
}

function pick<const Value extends string>(
  values: readonly Value[],
  text: string | null,
): Value | null {
  return values.find((value) => value === text) ?? null;
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch {
    // Storage is blocked or full: the choice lasts as long as the page.
  }
}
