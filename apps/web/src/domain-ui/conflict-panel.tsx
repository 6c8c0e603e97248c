import type { RegistryView } from "@berth/api-contract";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

export interface ConflictRow {
  label: string;
  mine: ReactNode;
  theirs: ReactNode;
}

/**
 * Somebody else saved first: both values side by side, and the choice between them. It takes the focus, because the
 * person who pressed Save has to decide; nothing typed is lost meanwhile.
 */
export function ConflictPanel({
  theirs,
  what,
  rows,
  busy,
  onKeepMine,
  onTakeTheirs,
}: {
  /** The registry as it stands now. */
  theirs: RegistryView;
  /** What both changed, as in "changed this name". */
  what: string;
  rows: readonly ConflictRow[];
  busy: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section ref={box} tabIndex={-1} aria-label="Two versions">
      <Notice
        tone="warning"
        title={
          <>
            {theirs.updatedBy?.name ?? "Somebody"} changed this {what}{" "}
            <RelativeTime at={theirs.updatedAt} />. Yours is not saved yet.
          </>
        }
        actions={
          <>
            <Button size="small" busy={busy && "Saving…"} onClick={onKeepMine}>
              Keep mine
            </Button>
            <Button size="small" onClick={onTakeTheirs}>
              Take theirs
            </Button>
          </>
        }
      >
        {rows.length === 0 ? (
          <p>Both versions say the same here; something else of the registry was changed.</p>
        ) : (
          <dl className="mt-1 space-y-2">
            {rows.map(({ label, mine, theirs: other }) => (
              <div key={label}>
                <dt className="font-medium">{label}</dt>
                <dd className="grid gap-x-4 sm:grid-cols-2">
                  <span className="min-w-0 wrap-anywhere">
                    <span className="text-muted">Yours: </span>
                    {mine}
                  </span>
                  <span className="min-w-0 wrap-anywhere">
                    <span className="text-muted">Theirs: </span>
                    {other}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Notice>
    </section>
  );
}
