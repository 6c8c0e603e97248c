import type { ExplanationView } from "@berth/api-contract";
import { type ReactNode } from "react";
import { PatternSpans } from "#src/domain-ui/pattern-spans.tsx";
import {
  impliedPart,
  matchSpans,
  plainSpans,
  referenceText,
} from "#src/domain-ui/pattern-tester/reference-spans.ts";
import { classNames } from "#src/lib/class-names.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import { toneText } from "#src/ui/tone.ts";
import { candidateMarks, comparedText, readImage } from "./image-marks.ts";
import type { LocalAnswer } from "./use-explanation.ts";
import { verdictLooks } from "./verdict-look.ts";

/** The answer in one sentence, and how the image's name was read. */
export function VerdictCard({
  explanation,
  children,
}: {
  explanation: ExplanationView;
  /** The hint and what can be done about it. */
  children?: ReactNode;
}) {
  const { sentence, notes, winner, verdict } = explanation;
  const { tone, shape, border } = verdictLooks[verdict];
  const image = readImage(comparedText(explanation));
  const [first, rest] = splitSentence(sentence);
  return (
    <section
      aria-labelledby="verdict"
      data-print="keep"
      className={classNames("space-y-2 rounded-md border border-s-4 border-divider p-4", border)}
    >
      <h2 id="verdict" className="flex items-start gap-2 text-lead">
        <span className={`pt-1 ${toneText[tone]}`}>
          <StatusGlyph shape={shape} />
        </span>
        <span className="min-w-0 wrap-anywhere">
          <strong className="font-semibold">
            <MarkedText>{first}</MarkedText>
          </strong>{" "}
          <MarkedText>{rest}</MarkedText>
        </span>
      </h2>
      {image ? (
        <ImageRead
          text={referenceText(image)}
          written={image.text}
          implied={impliedPart(image)}
          spans={winner ? candidateMarks(winner, image) : plainSpans(image)}
        />
      ) : null}
      {explanation.mapped === null ? null : (
        <p className="text-table">
          <MonoText>{explanation.image}</MonoText> is pulled as{" "}
          <MonoText>{comparedText(explanation)}</MonoText>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="text-table text-muted">
          <MarkedText>{note}</MarkedText>
        </p>
      ))}
      {children}
    </section>
  );
}

/** What this browser can say already. The server's answer takes its place. */
export function LocalVerdictCard({ local }: { local: LocalAnswer }) {
  const { found, registryName } = local;
  const { image, winner, sentence } = found;
  return (
    <section
      aria-label="Preview of the answer"
      className="space-y-2 rounded-md border border-s-4 border-divider p-4"
    >
      <p className="flex items-start gap-2 text-lead">
        <span className="pt-1 text-muted">
          <StatusGlyph shape="half-ring" />
        </span>
        <span className="min-w-0 wrap-anywhere">
          <strong className="font-semibold">Matches '{registryName}'.</strong>{" "}
          <MarkedText>{sentence}</MarkedText>
        </span>
      </p>
      <ImageRead
        text={referenceText(image)}
        written={image.text}
        implied={impliedPart(image)}
        spans={winner ? matchSpans(image, winner.spans) : plainSpans(image)}
      />
      <p className="text-table text-muted">Asking the server about health and project…</p>
    </section>
  );
}

function ImageRead({
  text,
  written,
  implied,
  spans,
}: {
  text: string;
  written: string;
  implied: string;
  spans: Parameters<typeof PatternSpans>[0]["spans"];
}) {
  return (
    <>
      <p className="leading-6">
        <PatternSpans text={text} spans={spans} captioned={spans.length > 0} />
      </p>
      {implied === "" ? null : (
        <p className="text-table">
          <MonoText>{written}</MonoText> is read as <MonoText>{text}</MonoText>
        </p>
      )}
    </>
  );
}

/** "Uses 'ECR prod'." and the reason behind it. */
function splitSentence(sentence: string): [string, string] {
  const end = sentence.search(/\. (?=[A-Z`'])/);
  return end < 0 ? [sentence, ""] : [sentence.slice(0, end + 1), sentence.slice(end + 2)];
}
