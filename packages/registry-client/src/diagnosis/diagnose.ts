import type { CheckTrace, Diagnosis } from "../check-event.ts";
import { signIns } from "../sign-in/index.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import { classify } from "./classify.ts";
import { commonTexts } from "./common-texts.ts";
import type { Finding, FindingText } from "./finding.ts";
import { namesOf } from "./names.ts";

/**
 * What a trace means, in words for people. A pure function: the same trace always gives the same
 * diagnosis. Never names more than two causes, and never one where the registry leaves two open.
 */
export function diagnose(trace: CheckTrace, known: readonly SignIn[] = signIns): Diagnosis {
  const signIn = known.find(({ type }) => type === trace.registry.type);
  const ownStop = trace.stop?.reason === "sign-in-failed" ? trace.stop.code : null;
  const finding: Finding =
    signIn?.diagnose?.(trace) ??
    (ownStop !== null && signIn?.texts?.[ownStop] !== undefined
      ? { code: ownStop, confidence: "certain" }
      : classify(trace));
  const text = signIn?.texts?.[finding.code] ?? textOf(finding.code);
  const names = namesOf(trace);
  return {
    code: finding.code,
    outcome: text.outcome,
    confidence: finding.confidence,
    symptom: text.symptom(names),
    causes: text.causes(names),
    remedies: text.remedies(names),
    healthEffect: text.healthEffect,
  };
}

/** What a code of a registry type says of a registry's health; null for a code that it doesn't have. */
export function healthEffectOf(type: string, code: string): Diagnosis["healthEffect"] | null {
  return textFor(type, code)?.healthEffect ?? null;
}

/** Whether a code of a registry type says something of the one repository that was asked for, and nothing of others. */
export function isOfOneRepository(type: string, code: string): boolean {
  return textFor(type, code)?.ofOneRepository === true;
}

/** The sentences of a code of a registry type; null for a code that it doesn't have. */
export function textFor(type: string, code: string): FindingText | null {
  const own = signIns.find((signIn) => signIn.type === type)?.texts ?? {};
  const texts: Readonly<Record<string, FindingText>> = { ...commonTexts, ...own };
  return Object.hasOwn(texts, code) ? (texts[code] ?? null) : null;
}

/** Every code a diagnosis can have. */
export const diagnosisCodes: readonly string[] = [
  ...new Set([
    ...Object.keys(commonTexts),
    ...signIns.flatMap((signIn) => Object.keys(signIn.texts ?? {})),
  ]),
];

function textOf(code: string): FindingText {
  const texts: Readonly<Record<string, FindingText>> = commonTexts;
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  if (text === undefined) throw new Error(`no text for diagnosis ${code}`);
  return text;
}
