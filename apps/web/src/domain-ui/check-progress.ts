import type { CheckStep, CheckView } from "@berth/api-contract";

/** The steps of a check in the order in which they are shown, with their titles. */
export const stepTitles: Readonly<Record<CheckStep, string>> = {
  credential: "Pick credential",
  dns: "DNS",
  connect: "Connect and TLS",
  challenge: "Challenge",
  token: "Token",
  manifest: "Manifest",
  layer: "Layer address",
};

export const stepIds = Object.keys(stepTitles) as CheckStep[];

/** Where a running check is, counted from 1. */
export function checkProgress({ steps }: Pick<CheckView, "steps">): {
  step: number;
  steps: number;
} {
  const begun = steps.map(({ step }) => stepIds.indexOf(step) + 1);
  return { step: Math.max(1, ...begun), steps: stepIds.length };
}

/** What is read out when a check has ended. */
export function checkEndSentence(check: Pick<CheckView, "status" | "steps" | "diagnosis">): string {
  if (check.status === "cancelled") return "Check cancelled";
  const failed = check.steps.find(({ status }) => status === "failed");
  if (failed) return `Check finished: failed at ${stepTitles[failed.step].toLowerCase()}`;
  return `Check finished: ${check.diagnosis?.symptom ?? "no result"}`;
}
