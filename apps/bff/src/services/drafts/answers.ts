import type { DraftInput } from "@berth/api-contract";
import { parseImage, parsePattern } from "@berth/image-pattern";
import { draftSettings, recogniseToken, type RegistryType } from "@berth/registry-catalog";
import type { DraftAnswers } from "../../store/rows.ts";

/**
 * The answers that may be kept. People paste secrets into the wrong field, and a draft is saved without
 * their doing: what fails its check, or looks like a secret, never reaches the store.
 */
export function answersToKeep(type: RegistryType, input: DraftInput): DraftAnswers {
  const { testImage, name, patterns, handOutStored, expiryDay, step } = input;
  const supplied = new Set(
    type.settings.filter((field) => field.supplied !== undefined).map((field) => field.name),
  );
  const settings = Object.fromEntries(
    Object.entries(draftSettings(type, input.settings)).filter(([key]) => !supplied.has(key)),
  );
  return {
    settings,
    testImage: parseImage(testImage).ok ? testImage.trim() : "",
    name: recogniseToken(name) === null ? name : "",
    patterns: patterns.filter((text) => parsePattern(text).ok),
    handOutStored,
    expiryDay,
    step,
  };
}
