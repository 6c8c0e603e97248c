import { type RegistryType, type Settings, suggestedName } from "@berth/registry-catalog";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import type { StepProps } from "./setup-answers.ts";

/** What the settings usually are, by their names, going by the others. */
export type SettingSuggestions = Readonly<Record<string, string>>;

/** What the last step shows where nobody has typed anything else. */
export interface Suggestion {
  name: string;
  pattern: string;
}

export function suggestionFor(
  type: RegistryType,
  { settings, testImage }: Pick<RegistryFormValues, "settings" | "testImage">,
): Suggestion {
  const known = settings as Settings;
  const [first] = type.suggestPatterns(known, testImage === "" ? null : testImage);
  return { name: suggestedName(type, known), pattern: first?.text ?? "" };
}

/**
 * Fills name and pattern in, where nobody has touched them: a host that was corrected meanwhile brings its own.
 * Returns what was suggested.
 */
export function fillIn(
  type: RegistryType,
  form: StepProps["form"],
  before: Suggestion,
): Suggestion {
  const { name, patterns, ...known } = form.getValues();
  const next = suggestionFor(type, known);
  if (name === "" || name === before.name) form.setValue("name", next.name);
  const untouched =
    patterns.length === 0 || (patterns.length === 1 && patterns[0]?.text === before.pattern);
  if (untouched) form.setValue("patterns", [{ text: next.pattern }]);
  return next;
}

export function settingSuggestionsFor(
  type: RegistryType,
  settings: Readonly<Record<string, unknown>>,
): SettingSuggestions {
  return Object.fromEntries(
    type.settings.flatMap(({ name, suggest }) =>
      suggest === undefined ? [] : [[name, suggest(settings as Settings)]],
    ),
  );
}

/** Fills in what the settings usually are, where nobody has typed anything else. Returns what was suggested. */
export function fillInSettings(
  type: RegistryType,
  form: StepProps["form"],
  before: SettingSuggestions,
): SettingSuggestions {
  const settings = form.getValues("settings");
  const next = settingSuggestionsFor(type, settings);
  for (const [name, value] of Object.entries(next)) {
    const untouched = settings[name] === "" || settings[name] === before[name];
    if (untouched && settings[name] !== value) form.setValue(`settings.${name}`, value);
  }
  return next;
}
