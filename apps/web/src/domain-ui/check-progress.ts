import type { CheckStep, CheckView } from "@berth/api-contract";
import { plural } from "#src/lib/time-format.ts";
import { notProvenImages } from "./images-in-use.ts";

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
export function checkEndSentence(
  check: Pick<CheckView, "status" | "steps" | "diagnosis" | "imagesInUse">,
): string {
  if (check.status === "cancelled") return "Check cancelled";
  const failed = check.steps.find(({ status }) => status === "failed");
  if (failed) return `Check finished: failed at ${stepTitles[failed.step].toLowerCase()}`;
  const open = notProvenImages(check).length;
  if (open > 0) {
    return `Check finished: the new secret is not proven for ${plural(open, "image")} in use`;
  }
  return `Check finished: ${check.diagnosis?.symptom ?? "no result"}`;
}
