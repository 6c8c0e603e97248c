import type { RefusalReason } from "@berth/api-contract";
import { diagnosisText as text, type DiagnosisText } from "./diagnosis-text.ts";
import type { PullNames } from "./names.ts";

/** A refusal says itself what happened; these say what its code is and what to do about it. */
export const refusalTexts: Readonly<
  Record<RefusalReason, { code: string; text: Omit<DiagnosisText, "symptom"> }>
> = {
  personal_project: of("PROJ-PERSONAL", "policy", () => [
    "Move the project to the organization, or pull for a project that the organization owns.",
  ]),
  project_required: of("PROJ-REQUIRED", "policy", () => [
    "Name a project: `berth-worker pull --project`, or `project` in the request.",
    "Or have an admin make a worker token with another default project.",
  ]),
  project_unknown: of("PROJ-UNKNOWN", "policy", () => [
    "Check the spelling of the project, and that it was registered here.",
  ]),
  project_out_of_scope: of("PROJ-OUT-OF-SCOPE", "policy", (n) => [
    `Use a worker token that may pull for this project; ${n.workerToken} may not.`,
  ]),
  registry_paused: of("CRED-PAUSED", "policy", (n) => [`Resume ${registryOf(n)}.`]),
  credential_expired: of("CRED-EXPIRED", "expired", (n) => [
    `Replace the secret of ${registryOf(n)}.`,
  ]),
  registry_failing: of("REGISTRY-FAILING", "bad_credential", (n) => [
    `Run a check of ${registryOf(n)}; it says what to do.`,
  ]),
  registry_unavailable: of("REGISTRY-UNAVAILABLE", "unreachable", (n) => [
    "Pull again in a few minutes; the secret is not to blame.",
    `If it stays, run a check of ${registryOf(n)}; it says where the way ends.`,
  ]),
  stored_secret_not_handed_out: of("SECRET-KEPT", "policy", (n) => [
    `Pull with \`berth-worker pull\`, which takes short-lived tokens where other clients can't.`,
    `Or switch on "hand out the stored credential" of ${registryOf(n)}, if its consequence is fine with you.`,
  ]),
  registry_out_of_scope: of("TOKEN-OUT-OF-SCOPE", "policy", (n) => [
    `Use a worker token that may use ${registryOf(n)}; ${n.workerToken} may not.`,
  ]),
  image_unreadable: of("IMAGE-UNREADABLE", "policy", () => [
    "Correct the image's name, as a registry or `docker images` writes it.",
  ]),
  credential_unreadable: of("SECRET-UNREADABLE", "bad_credential", (n) => [
    `Replace the secret of ${registryOf(n)}.`,
  ]),
};

function of(code: string, outcome: DiagnosisText["outcome"], remedies: DiagnosisText["remedies"]) {
  const { symptom: _, ...rest } = text(outcome, "certain", { symptom: () => "", remedies });
  return { code, text: rest };
}

function registryOf({ registry }: PullNames): string {
  return registry ?? "the registry";
}
