import type { DiagnosisView } from "@berth/api-contract";
import type { PullNames } from "./names.ts";

/** The sentences of one code, filled with the user's own names. */
export type DiagnosisText = {
  outcome: DiagnosisView["outcome"];
  confidence: DiagnosisView["confidence"];
  symptom: (names: PullNames) => string;
  /** One cause, or two that can't be told apart; none where the symptom says it all. */
  causes: (names: PullNames) => string[];
  remedies: (names: PullNames) => string[];
};

type Sentences = Omit<DiagnosisText, "outcome" | "confidence" | "causes"> & {
  causes?: DiagnosisText["causes"];
};

export function diagnosisText(
  outcome: DiagnosisView["outcome"],
  confidence: DiagnosisView["confidence"],
  sentences: Sentences,
): DiagnosisText {
  return { outcome, confidence, causes: () => [], ...sentences };
}

export function fill(code: string, text: DiagnosisText, names: PullNames): DiagnosisView {
  const { outcome, confidence, symptom, causes, remedies } = text;
  return {
    code,
    outcome,
    confidence,
    symptom: symptom(names),
    causes: causes(names),
    remedies: remedies(names),
  };
}
