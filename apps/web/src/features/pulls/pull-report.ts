import type { PullDetail } from "@berth/api-contract";
import { diagnosisMarkdown } from "#src/domain-ui/diagnosis-markdown.ts";
import { formatAbsolute, formatDuration } from "#src/lib/time-format.ts";

/** A pull as text for a ticket; its record holds no secret. `link` leads back to it. */
export function pullReport(pull: PullDetail, link: string): string {
  const { image, canonical, at, project, workerToken, registry, pattern } = pull;
  const { durationMs, digest, error, diagnosis } = pull;
  const lines = [
    `# Pull of ${image}`,
    "",
    ...(canonical === null || canonical === image ? [] : [`- Compared as: ${canonical}`]),
    `- When: ${formatAbsolute(Date.parse(at))}`,
    `- Result: ${pull.status}, ${pull.outcome}`,
    `- Registry: ${registry === null ? "none, no pattern matched" : `${registry.name}, pattern ${pattern ?? ""}`}`,
    `- Project: ${project?.name ?? "none"}`,
    `- Worker token: ${workerToken?.name ?? "deleted"}`,
    ...(durationMs === null ? [] : [`- Took: ${formatDuration(durationMs)}`]),
    ...(digest === null ? [] : [`- Digest: ${digest}`]),
    `- Link: ${link}`,
  ];
  if (diagnosis !== null) lines.push(...diagnosisMarkdown(diagnosis));
  if (error !== null)
    lines.push("", "The worker reported:", "", `    ${error.replaceAll("\n", "\n    ")}`);
  return lines.join("\n");
}
