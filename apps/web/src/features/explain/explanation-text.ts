import type { ExplanationView } from "@berth/api-contract";
import { checkListMarkdown } from "#src/domain-ui/check-list.tsx";
import { formatAbsolute } from "#src/lib/time-format.ts";
import { withoutMarks } from "#src/ui/marked-text.tsx";
import type { Question } from "./explain-question.ts";

/** For a ticket in a system that knows no markup. */
export function asText(explanation: ExplanationView, link: string): string {
  const { sentence, notes, checks, candidates } = explanation;
  return [
    ...subject(explanation),
    withoutMarks(sentence),
    ...notes.map(withoutMarks),
    "",
    withoutMarks(checkListMarkdown(checks)),
    "",
    ...candidates
      .filter(({ matched }) => matched)
      .map(({ pattern, registry, reason }, place) =>
        withoutMarks(`${place + 1}. ${pattern} (${registry.name}): ${reason}`),
      ),
    link,
  ].join("\n");
}

export function asMarkdown(explanation: ExplanationView, link: string): string {
  const { sentence, notes, checks, candidates } = explanation;
  const matching = candidates.filter(({ matched }) => matched);
  return [
    ...subject(explanation).map((line) => `${line}  `),
    "",
    `**${sentence}**`,
    ...notes,
    "",
    checkListMarkdown(checks),
    "",
    ...matching.map(
      ({ pattern, registry, reason }, place) =>
        `${place + 1}. \`${pattern}\` (${registry.name}): ${reason}`,
    ),
    ...(matching.length > 0 ? [""] : []),
    `[This explanation in Berth](${link})`,
  ].join("\n");
}

function subject({ image, canonical, mapped, project, asOf }: ExplanationView): string[] {
  return [
    `Image: ${image}`,
    ...(mapped === null ? [] : [`Pulled as: ${mapped.to}`]),
    ...(mapped === null && canonical !== null && canonical !== image
      ? [`Compared as: ${canonical}`]
      : []),
    ...(project === null ? [] : [`Project: ${project.name}`]),
    ...(asOf === null ? [] : [`As of: ${formatAbsolute(Date.parse(asOf))}`]),
  ];
}

/** The same question as a command. It needs somebody's session, which never stands in a text to copy. */
export function asApiCall(org: string, { image, project, asOf }: Question, origin: string): string {
  const body = {
    images: [image],
    ...(project === "" ? {} : { project }),
    ...(asOf === "" ? {} : { asOf }),
  };
  return [
    `curl '${origin}/api/v1/organizations/${org}/explain'`,
    `--header 'content-type: application/json'`,
    `--header 'origin: ${origin}'`,
    `--header 'x-berth-request: 1'`,
    // Double quotes: the shell puts the cookie of a signed-in session in.
    `--cookie "$BERTH_SESSION_COOKIE"`,
    `--data ${shellQuote(JSON.stringify(body))}`,
  ].join(" \\\n  ");
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
