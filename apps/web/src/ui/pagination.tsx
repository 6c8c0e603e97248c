import { useRef } from "react";
import { showListStart } from "#src/lib/show-list-start.ts";
import { chevronLeftGlyph, chevronRightGlyph } from "./glyphs.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/**
 * Cursor paging: no page numbers, because a growing list has none that stay true. It stands right behind its list, whose
 * beginning comes into sight when the page is turned.
 */
export function Pagination({
  label,
  summary,
  onPrevious,
  onNext,
}: {
  /** "Pages of pulls". */
  label: string;
  /** "50 pulls, newest first". */
  summary?: string | undefined;
  /** Null on the first page. */
  onPrevious: (() => void) | null;
  /** Null on the last page. */
  onNext: (() => void) | null;
}) {
  const nav = useRef<HTMLElement>(null);
  if (!onPrevious && !onNext) return null;
  const turn = (to: (() => void) | null) =>
    to === null
      ? undefined
      : () => {
          to();
          showListStart(nav.current?.previousElementSibling);
        };
  return (
    <nav ref={nav} aria-label={label} className="mt-3 flex flex-wrap items-center gap-2 text-table">
      <Button size="small" unavailable={!onPrevious} onClick={turn(onPrevious)}>
        <Icon glyph={chevronLeftGlyph} />
        Previous page
      </Button>
      <Button size="small" unavailable={!onNext} onClick={turn(onNext)}>
        Next page
        <Icon glyph={chevronRightGlyph} />
      </Button>
      {summary ? <span className="text-muted">{summary}</span> : null}
    </nav>
  );
}
