import type { ReactNode } from "react";
import { useDelayed } from "#src/lib/use-delayed.ts";

/**
 * A region that loads: `aria-busy` on it, nothing for 300 ms, then `skeleton` for at least 500 ms, then `children`.
 * `label` is spoken once: "Loading registries". `heading` is there for screen readers from the beginning, and to be seen
 * with the skeleton. With `holdsRoom` the skeleton takes its room from the beginning, so that what follows stays in place.
 */
export function LoadingRegion({
  loading,
  label,
  skeleton,
  heading,
  holdsRoom = false,
  children,
}: {
  loading: boolean;
  label: string;
  skeleton: ReactNode;
  heading?: ReactNode;
  holdsRoom?: boolean | undefined;
  children: ReactNode;
}) {
  const showSkeleton = useDelayed(loading);
  const busy = loading || showSkeleton;
  return (
    <>
      {busy && heading ? <div className={showSkeleton ? "" : "sr-only"}>{heading}</div> : null}
      <div aria-busy={busy}>
        <output className="sr-only">{showSkeleton ? label : ""}</output>
        {showSkeleton || (loading && holdsRoom) ? (
          <div aria-hidden="true" className={showSkeleton ? "" : "opacity-0"}>
            {skeleton}
          </div>
        ) : loading ? null : (
          children
        )}
      </div>
    </>
  );
}

/** Bars in the final geometry of a table's rows. */
export function SkeletonRows({ rows = 5 }: { rows?: number | undefined }) {
  return (
    <div className="rounded-md border border-divider">
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className="flex h-(--row-height) items-center gap-6 border-b border-divider px-3 last:border-b-0"
        >
          <span className="h-3 w-40 rounded-sm bg-inset forced-color-adjust-none" />
          <span className="h-3 w-24 rounded-sm bg-inset forced-color-adjust-none" />
          <span className="h-3 grow rounded-sm bg-inset forced-color-adjust-none" />
          <span className="h-3 w-24 rounded-sm bg-inset forced-color-adjust-none" />
        </div>
      ))}
    </div>
  );
}

/** Bars for a page of text and facts. */
export function SkeletonText({ lines = 4 }: { lines?: number | undefined }) {
  const widths = ["w-2/3", "w-1/2", "w-2/3", "w-1/2"];
  return (
    <div className="space-y-3">
      {Array.from({ length: lines }, (_, line) => (
        <span
          key={line}
          className={`block h-3 rounded-sm bg-inset forced-color-adjust-none ${widths[line % widths.length]}`}
        />
      ))}
    </div>
  );
}
