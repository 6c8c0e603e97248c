import type { Settings } from "@berth/registry-catalog";

/** The settings that are texts: what a sign-in may have to know. All of them are public. */
export function textsIn(settings: Settings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
