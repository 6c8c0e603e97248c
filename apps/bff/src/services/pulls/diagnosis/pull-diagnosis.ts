import type { DiagnosisView } from "@berth/api-contract";
import type { Pull } from "../../../store/rows.ts";
import { classifyError } from "./classify-error.ts";
import { fill } from "./diagnosis-text.ts";
import { failureTexts, type FailureCode } from "./failure-texts.ts";
import { namesOf } from "./names.ts";
import { refusalTexts } from "./refusal-texts.ts";
import { slowTexts } from "./slow-texts.ts";

/** What went wrong with a pull, why and what to do, from its record alone; null where nothing did. */
export function pullDiagnosis(pull: Pull): DiagnosisView | null {
  if (pull.reason !== null) {
    const { code, text } = refusalTexts[pull.reason];
    return fill(code, { ...text, symptom: () => pull.message }, namesOf(pull, null));
  }
  if (pull.status === "failed") {
    const { code, host } = classifyError(pull.error ?? "");
    const names = namesOf(pull, host);
    const named = names.elsewhere !== null && networkCodes.has(code) ? "LAYER-BLOCKED" : code;
    return fill(named, failureTexts[named], names);
  }
  if (pull.slow === null) return null;
  const { code, text } = slowTexts[pull.slow];
  return fill(code, text, namesOf(pull, null));
}

/** Of a host that is not the registry's own, these mean that its layers can't be had. */
const networkCodes: ReadonlySet<FailureCode> = new Set([
  "DNS-NONE",
  "NET-REFUSED",
  "NET-TIMEOUT",
  "NET-UNREACHABLE",
]);
