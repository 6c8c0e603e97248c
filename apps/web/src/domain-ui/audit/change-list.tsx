import { plural } from "#src/lib/time-format.ts";
import { Disclosure } from "#src/ui/disclosure.tsx";
import type { ChangeLine } from "./audit-words.ts";

/** As many values stand open in a list of events; more are behind a button. */
const shownAtOnce = 2;

/** What an event changed, old beside new, as a row of a list has room for it. */
export function FoldedChanges({ lines }: { lines: readonly ChangeLine[] }) {
  if (lines.length <= shownAtOnce) return <ChangeList lines={lines} />;
  return (
    <Disclosure summary={plural(lines.length, "value")}>
      <ChangeList lines={lines} />
    </Disclosure>
  );
}

export function ChangeList({ lines }: { lines: readonly ChangeLine[] }) {
  if (lines.length === 0) return null;
  return (
    <dl className="space-y-1">
      {lines.map(({ label, before, after }) => (
        <div key={label} className="wrap-anywhere">
          <dt className="inline text-muted">{label}: </dt>
          <dd className="inline">
            {before === null ? null : (
              <>
                <del className="text-muted">{before}</del>
                <span aria-hidden="true"> → </span>
                <span className="sr-only"> became </span>
              </>
            )}
            <ins className="no-underline">{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
