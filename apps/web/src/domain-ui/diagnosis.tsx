import type { CheckOutcome, DiagnosisView } from "@berth/api-contract";
import type { ReactNode, Ref } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { StatusGlyph, type StatusShape } from "#src/ui/status-glyph.tsx";
import { type Tone, toneText } from "#src/ui/tone.ts";
import { splitQuote } from "./symptom.ts";

const confidenceWords: Record<DiagnosisView["confidence"], string> = {
  certain: "Certain",
  likely: "Likely",
  "one-of-two": "One of two",
};

/**
 * What happened, most likely why, and what to do. Stands above the trace. `report` is the text of "Copy report";
 * `actions` lead to the fields that the remedies name. `headingRef` is for moving the focus here when a check ends.
 */
export function Diagnosis({
  diagnosis,
  report,
  actions,
  headingRef,
}: {
  diagnosis: DiagnosisView;
  report: string;
  actions?: ReactNode;
  headingRef?: Ref<HTMLHeadingElement> | undefined;
}) {
  const { tone, shape, border } = lookOf(diagnosis.outcome);
  const { sentence, quote } = splitQuote(diagnosis.symptom);
  return (
    <section
      aria-labelledby="diagnosis-title"
      data-print="keep"
      className={classNames(
        "space-y-4 wrap-anywhere rounded-md border border-s-4 border-divider p-4",
        border,
      )}
    >
      <div>
        <h2
          id="diagnosis-title"
          ref={headingRef}
          tabIndex={-1}
          className="flex items-start gap-2 text-lead font-semibold"
        >
          <span className={`pt-1 ${toneText[tone]}`}>
            <StatusGlyph shape={shape} />
          </span>
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">What happened: </span>
            <MarkedText>{sentence}</MarkedText>
          </span>
        </h2>
        {quote === null ? null : (
          <p className="mt-1 ms-6 max-w-prose text-table wrap-anywhere text-muted">
            It answered: {quote}
          </p>
        )}
      </div>
      {diagnosis.causes.length > 0 ? (
        <Part title="Most likely why" note={confidenceWords[diagnosis.confidence]}>
          {diagnosis.causes.length === 1 ? (
            <p>
              <MarkedText>{diagnosis.causes[0] ?? ""}</MarkedText>
            </p>
          ) : (
            <ul className="list-disc space-y-1 ps-5">
              {diagnosis.causes.map((cause) => (
                <li key={cause}>
                  <MarkedText>{cause}</MarkedText>
                </li>
              ))}
            </ul>
          )}
        </Part>
      ) : null}
      {diagnosis.remedies.length > 0 && !isAllWell(diagnosis) ? (
        <Part title="What to do">
          <ol className="list-decimal space-y-1 ps-5">
            {diagnosis.remedies.map((remedy) => (
              <li key={remedy}>
                <MarkedText>{remedy}</MarkedText>
              </li>
            ))}
          </ol>
        </Part>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {actions}
        <CopyButton text={report} what="report" size="small" />
        <span className="text-meta text-muted">
          Code <code className="reference-text">{diagnosis.code}</code>
        </span>
      </div>
    </section>
  );
}

/** A success that leaves nothing to do needs no list that says so. */
function isAllWell({ outcome, causes }: DiagnosisView): boolean {
  return outcome === "ok" && causes.length === 0;
}

function Part({
  title,
  note,
  children,
}: {
  title: string;
  note?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div>
      <h3 className="font-semibold">
        {title}
        {note ? <span className="font-normal text-muted"> · {note}</span> : null}
      </h3>
      <div className="max-w-prose wrap-anywhere">{children}</div>
    </div>
  );
}

function lookOf(outcome: CheckOutcome): { tone: Tone; shape: StatusShape; border: string } {
  switch (outcome) {
    case "ok":
      return { tone: "success", shape: "check-circle", border: "border-s-success" };
    case "ok_but_public":
    case "rate_limited":
    case "registry_trouble":
    case "unclassified":
      return { tone: "warning", shape: "triangle-alert", border: "border-s-warning" };
    case "cancelled":
      return { tone: "neutral", shape: "slash-circle", border: "border-s-control" };
    default:
      return { tone: "danger", shape: "octagon-x", border: "border-s-danger" };
  }
}
