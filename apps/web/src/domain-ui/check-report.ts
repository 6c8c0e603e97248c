import type { CheckView } from "@berth/api-contract";
import { formatAbsolute, formatDuration } from "#src/lib/time-format.ts";
import { checkRemarks } from "./check-remarks.ts";
import { stepIds, stepTitles } from "./check-progress.ts";
import { diagnosisMarkdown } from "./diagnosis-markdown.ts";
import { inUseMarkdown } from "./images-in-use.ts";
import { checkLimits, runFromWords } from "./run-from.ts";

const statusWords: Readonly<Record<string, string>> = {
  passed: "passed",
  failed: "FAILED",
  warning: "warning",
  skipped: "skipped",
  started: "not finished",
};

/** A check as text for a ticket, without any secret: the server keeps none in a check. `link` leads back to it. */
export function checkReport(check: CheckView, link: string | null): string {
  const { diagnosis } = check;
  const lines = [
    `# Check of ${check.image}`,
    "",
    `- Registry: ${check.registryName ?? check.registry?.name ?? "not saved"}`,
    `- Started: ${formatAbsolute(Date.parse(check.startedAt))}${check.startedBy ? ` by ${check.startedBy.name}` : ""}`,
    `- Run from: ${runFromWords(check.runFrom)}`,
    ...(check.durationMs === null ? [] : [`- Took: ${formatDuration(check.durationMs)}`]),
    ...(check.digest === null ? [] : [`- Digest: ${check.digest}`]),
    ...(link === null ? [] : [`- Link: ${link}`]),
  ];
  if (diagnosis) lines.push(...diagnosisMarkdown(diagnosis));
  const { overPrivileged, pullLimit } = checkRemarks(check);
  if (overPrivileged !== null) {
    lines.push("", `This credential can do more than pull: ${overPrivileged}`);
  }
  if (pullLimit !== null) lines.push("", pullLimit);
  lines.push("", "## Steps", "");
  for (const [index, id] of stepIds.entries()) {
    const step = check.steps.find((one) => one.step === id);
    const word = step ? (statusWords[step.status] ?? step.status) : "not reached";
    const took = step?.durationMs === undefined ? "" : ` (${formatDuration(step.durationMs)})`;
    lines.push(
      `${index + 1}. ${stepTitles[id]}: ${word}${took}${step?.text ? `. ${step.text}` : ""}`,
    );
  }
  if (check.imagesInUse !== null) lines.push(...inUseMarkdown(check.imagesInUse));
  lines.push("", checkLimits(check.runFrom));
  return lines.join("\n");
}
