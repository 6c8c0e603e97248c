import { parseImage, parsePattern } from "@berth/image-pattern";
import { draftSettings } from "./check-settings.ts";
import { recogniseToken } from "./fields/known-tokens.ts";
import type { RegistryType } from "./registry-type.ts";
import type { Settings } from "./values.ts";

/** The answers of a setup in which a secret could have been pasted by mistake. */
export interface DraftTexts {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly testImage: string;
  readonly name: string;
  readonly patterns: readonly string[];
}

/**
 * The answers that a draft may keep. A draft is saved without anybody's doing, and people paste secrets
 * into the wrong field: what fails its check, looks like a secret, or is read from the secret is left out.
 */
export function draftAnswers<Answers extends DraftTexts>(
  type: RegistryType,
  answers: Answers,
): Omit<Answers, keyof DraftTexts> & DraftTexts & { readonly settings: Settings } {
  const { name, testImage } = answers;
  const supplied = new Set(
    type.settings.filter((field) => field.supplied !== undefined).map((field) => field.name),
  );
  const settings = Object.fromEntries(
    Object.entries(draftSettings(type, answers.settings)).filter(([key]) => !supplied.has(key)),
  );
  return {
    ...answers,
    settings,
    testImage: parseImage(testImage).ok ? testImage.trim() : "",
    name: recogniseToken(name) === null ? name : "",
    patterns: answers.patterns.filter((text) => parsePattern(text).ok),
  };
}
