import type { Confidence, HealthEffect, Outcome } from "../check-event.ts";
import type { Names } from "./names.ts";

/** What a trace means: a code, and how sure that is. */
export type Finding = {
  code: string;
  confidence: Confidence;
};

/** The sentences of one code, filled with the user's own names. */
export type FindingText = {
  outcome: Outcome;
  healthEffect: HealthEffect;
  /** It says something of the repository that was asked for, and nothing of any other. */
  ofOneRepository?: true;
  /** What happened, in one sentence. */
  symptom: (names: Names) => string;
  /** Why: one cause, or two that can't be told apart; none where the symptom says it all. */
  causes: (names: Names) => string[];
  /** What to do, in order; never empty. */
  remedies: (names: Names) => string[];
};
