import type { DiagnosisView } from "@berth/api-contract";

/** A diagnosis as lines of a report. */
export function diagnosisMarkdown(diagnosis: DiagnosisView): string[] {
  const { symptom, code, confidence, causes, remedies } = diagnosis;
  const lines = ["", `## ${symptom}`, "", `Code ${code}, ${confidence}`];
  if (causes.length > 0) {
    lines.push("", "Most likely why:", ...causes.map((cause) => `- ${cause}`));
  }
  if (remedies.length > 0) {
    lines.push("", "What to do:", ...remedies.map((remedy, index) => `${index + 1}. ${remedy}`));
  }
  return lines;
}
