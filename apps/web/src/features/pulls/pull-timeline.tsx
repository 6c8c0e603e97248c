import type { PullView } from "@berth/api-contract";
import { formatAbsolute, formatDuration } from "#src/lib/time-format.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import { toneText } from "#src/ui/tone.ts";
import { pullSteps } from "./pull-steps.ts";

/** What happened in a pull, from the question to its end. */
export function PullTimeline({ pull }: { pull: PullView }) {
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className="text-lead font-semibold">
        Timeline
      </h2>
      <ol className="mt-2 divide-y divide-divider rounded-md border border-divider">
        {pullSteps(pull).map(({ id, title, detail, after, shape, tone }) => (
          <li key={id} className="flex items-start gap-3 px-3 py-2">
            <span className={`pt-0.5 ${toneText[tone]}`}>
              <StatusGlyph shape={shape} />
            </span>
            <div className="flex min-w-0 grow flex-wrap justify-between gap-x-3">
              <p className="font-medium wrap-anywhere">{title}</p>
              {after === null ? null : (
                <span className="text-table text-muted tabular-nums sm:whitespace-nowrap">
                  {after === 0 ? (
                    <time dateTime={pull.at}>{formatAbsolute(Date.parse(pull.at))}</time>
                  ) : (
                    `after ${formatDuration(after)}`
                  )}
                </span>
              )}
              {detail === null ? null : (
                <p className="basis-full text-table wrap-anywhere text-muted">
                  <MarkedText>{detail}</MarkedText>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
