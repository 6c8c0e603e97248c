import type { DraftInput, DraftView } from "@berth/api-contract";
import { draftAnswers, type RegistryType } from "@berth/registry-catalog";
import {
  emptyRegistryForm,
  filledSettings,
  type RegistryFormValues,
} from "#src/domain-ui/registry-form/form-values.ts";

const nameLengthMax = 60;

/** What of a form goes into a draft. The secret has no place there, and neither has one in the wrong field. */
export function draftContent(
  type: RegistryType,
  values: RegistryFormValues,
  reached: number,
): DraftInput {
  const { testImage, name, patterns, handOut, expiryDay } = values;
  const answers = draftAnswers(type, {
    settings: filledSettings(type, values.settings),
    testImage,
    name: isName(name) ? name.trim() : "",
    patterns: patterns.map(({ text }) => text),
  });
  return {
    type: type.slug,
    ...answers,
    settings: { ...answers.settings },
    patterns: [...answers.patterns],
    handOutStored: handOut === "yes",
    expiryDay: /^\d{4}-\d{2}-\d{2}$/.test(expiryDay) ? expiryDay : null,
    step: reached,
  };
}

/** A draft as the form shows it: everything but the secret. */
export function valuesOfDraft(type: RegistryType, draft: DraftView): RegistryFormValues {
  const { settings, testImage, name, patterns, handOutStored, expiryDay } = draft;
  return {
    ...emptyRegistryForm(type, { settings: settings as never, testImage }),
    name,
    patterns: patterns.map((text) => ({ text })),
    handOut: handOutStored ? "yes" : "no",
    expiryDay: expiryDay ?? "",
  };
}

/** The part of a draft that a page can change. */
export function contentOfDraft(draft: DraftView): DraftInput {
  const { type, settings, testImage, name, patterns, handOutStored, expiryDay, step } = draft;
  return { type, settings, testImage, name, patterns, handOutStored, expiryDay, step };
}

function isName(text: string): boolean {
  return text.trim().length <= nameLengthMax && /^[^\p{C}]*$/u.test(text);
}
