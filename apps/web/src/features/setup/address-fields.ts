import type { RegistryType, Settings } from "@berth/registry-catalog";

/** The setting that says which host it is: the one without which there is none. */
export function hostSetting(type: RegistryType, settings: Settings): string | null {
  if (type.defaultHost(settings) === null) return null;
  const field = type.settings.find(
    ({ name }) => name in settings && type.defaultHost(without(settings, name)) === null,
  );
  return field?.name ?? null;
}

/** The setting that confirms a token service on another origin: with it the type's own rule lets the secret go there. */
export function pinSetting(type: RegistryType, settings: Settings, origin: string): string | null {
  const host = type.defaultHost(settings);
  if (host === null) return null;
  const field = type.settings.find(({ name, kind, step }) => {
    if (kind !== "text" || step !== "where") return false;
    const pinned = { ...settings, [name]: origin };
    return (
      type.defaultHost(pinned) === host &&
      type.realmRule(pinned, host).pinnedOrigins.includes(origin)
    );
  });
  return field?.name ?? null;
}

function without(settings: Settings, name: string): Settings {
  const { [name]: _, ...others } = settings;
  return others;
}
