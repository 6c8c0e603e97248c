import type { CheckMark, ExplanationView } from "@berth/api-contract";
import type { ReactNode } from "react";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import { toneText } from "#src/ui/tone.ts";

type FourChecks = ExplanationView["checks"];
type FourCheck = FourChecks[number];

const titles: Record<FourCheck["id"], string> = {
  configured: "Credentials are configured",
  covered: "A pattern covers the image",
  organization: "The project belongs to an organization",
  readable: "The credential can read the repository",
};

const looks: Record<CheckMark, StatusLook> = {
  pass: { shape: "check-circle", tone: "success", word: "Pass" },
  fail: { shape: "octagon-x", tone: "danger", word: "Fail" },
  "not-checked": { shape: "dashed-circle", tone: "neutral", word: "Not checked" },
  "cannot-tell": { shape: "question-circle", tone: "neutral", word: "Can't tell" },
};

/** The four questions behind every pull that fails, with the score as heading. */
export function CheckList({
  checks,
  action,
}: {
  checks: FourChecks;
  /** A link or button behind a line, e.g. "Check now". */
  action?: ((check: FourCheck) => ReactNode) | undefined;
}) {
  const passed = checks.filter(({ mark }) => mark === "pass").length;
  return (
    <section aria-labelledby="four-checks" data-print="keep">
      <h2 id="four-checks" className="text-lead font-semibold">
        {passed} of {checks.length} checks pass
      </h2>
      <ol className="mt-2 divide-y divide-divider rounded-md border border-divider">
        {checks.map((check) => {
          const { shape, tone, word } = looks[check.mark];
          return (
            <li key={check.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
              <span className={`pt-0.5 ${toneText[tone]}`}>
                <StatusGlyph shape={shape} />
              </span>
              <div className="min-w-0 grow basis-60">
                <p>
                  <span className="font-medium">{titles[check.id]}</span>{" "}
                  <span className={`text-table font-medium ${toneText[tone]}`}>{word}</span>
                </p>
                <p className="text-table wrap-anywhere text-muted">
                  <MarkedText>{check.text}</MarkedText>
                </p>
              </div>
              <div className="max-sm:ps-7 empty:hidden">{action?.(check)}</div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The same list as Markdown for a ticket; the words stay, because an icon would be lost. */
export function checkListMarkdown(checks: FourChecks): string {
  return checks
    .map(({ id, mark, text }) => {
      const sign = mark === "pass" ? "✓" : mark === "fail" ? "✕" : "–";
      return `- ${sign} ${looks[mark].word}: ${titles[id]}. ${text}`;
    })
    .join("\n");
}
