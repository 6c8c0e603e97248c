import type { RegistryUpdate, RegistryView } from "@berth/api-contract";
import { hostRuleAllows, parseImage } from "@berth/image-pattern";
import {
  bindingFields,
  type BindingFieldName,
  changedBinding,
  checkPatternFor,
  checkSettings,
  type RegistryType,
  type Settings,
} from "@berth/registry-catalog";
import { expiryMoment, suggestedDay } from "#src/domain-ui/registry-form/expiry-day.ts";
import {
  emptyRegistryForm,
  filledSecret,
  filledSettings,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";
import {
  createIssues,
  pasteIssues,
  patternIssues,
  whereIssues,
} from "#src/domain-ui/registry-form/step-issues.ts";

/** A registry's answers as a form shows them; its secret is not among them and never can be. */
export function settingsFormOf(type: RegistryType, registry: RegistryView): RegistryFormValues {
  return {
    ...emptyRegistryForm(type, {
      settings: (registry.settings ?? {}) as Settings,
      ...(registry.testImage === null ? {} : { testImage: registry.testImage }),
    }),
    name: registry.name,
    patterns: registry.patterns.map(({ text }) => ({ text })),
  };
}

/** Where the secret's destination would be another one; empty while the settings can't be used anyway. */
export function movedDestination(
  type: RegistryType,
  registry: RegistryView,
  values: Pick<RegistryFormValues, "settings">,
): readonly BindingFieldName[] {
  const next = checkSettings(type, filledSettings(type, values.settings));
  if (!next.ok || registry.settings === null) return [];
  return changedBinding(
    bindingFields(type, registry.settings as Settings),
    bindingFields(type, next.settings),
  );
}

/** What is wrong in the form. The secret counts only where it is asked for. */
export function settingsIssues(
  type: RegistryType,
  values: RegistryFormValues,
  asksForSecret: boolean,
) {
  const paste = pasteIssues(type, values).filter(
    ({ path }) => asksForSecret || !path.startsWith("secret."),
  );
  const issues = [...whereIssues(type, values), ...createIssues(type, values), ...paste];
  return [...issues, ...patternIssues(type, values)];
}

/** Patterns and test image that lie outside the hosts in the form, put onto the new host. Null where nothing has to move. */
export function movedAlong(
  type: RegistryType,
  values: Pick<RegistryFormValues, "settings" | "patterns" | "testImage">,
): Pick<RegistryFormValues, "patterns" | "testImage"> | null {
  const next = checkSettings(type, filledSettings(type, values.settings));
  if (!next.ok) return null;
  const owner = { type, settings: next.settings, hostRule: next.hostRule };
  const patterns = values.patterns.map(({ text }) => {
    const result = checkPatternFor(owner, text);
    return { text: result.ok ? text : (result.fixes[0] ?? text) };
  });
  const image = parseImage(values.testImage);
  const host = type.defaultHost(next.settings);
  const written = image.ok ? image.image.written.host : undefined;
  const outside = image.ok && !hostRuleAllows(next.hostRule, image.image.host);
  const testImage =
    outside && host !== null && written
      ? host + values.testImage.slice(written.end)
      : values.testImage;
  const same =
    testImage === values.testImage &&
    patterns.every(({ text }, index) => text === values.patterns[index]?.text);
  return same ? null : { patterns, testImage };
}

/** The change to send: the secret only with a new destination, the patterns only where they differ. */
export function settingsRequest(
  type: RegistryType,
  registry: RegistryView,
  values: RegistryFormValues,
  facts: { version: number; asksForSecret: boolean; checkId: string | null },
): RegistryUpdate {
  const { settings, secret, patterns, expiryDay } = values;
  const texts = patterns.map(({ text }) => text);
  const before = registry.patterns.map(({ text }) => text);
  const testImage = values.testImage.trim();
  const reason = values.overrideReason.trim();
  const reading = type.expiry(secret, settings as Settings, Date.now());
  return {
    version: facts.version,
    settings: filledSettings(type, settings),
    testImage: testImage === "" ? null : testImage,
    ...(texts.join("\n") === before.join("\n") ? {} : { patterns: texts }),
    ...(facts.asksForSecret
      ? {
          secret: filledSecret(secret),
          checkId: facts.checkId,
          expiryAt: expiryDay === suggestedDay(reading) ? null : expiryMoment(expiryDay, reading),
        }
      : {}),
    ...(reason === "" ? {} : { overrideReason: reason }),
  };
}
