import { classNames } from "#src/lib/class-names.ts";
import { tonePanel } from "./tone.ts";

/** A number that asks for somebody; `what` says what is counted: "2 failing". Nothing for none. */
export function CountBadge({
  count,
  what,
  className,
}: {
  count: number;
  what: string;
  className?: string | undefined;
}) {
  if (count === 0) return null;
  const words = `${count} ${what}`;
  return (
    <span
      title={words}
      className={classNames(
        tonePanel.danger,
        "min-w-6 rounded-full border border-transparent px-1 text-center text-meta font-medium tabular-nums",
        className,
      )}
    >
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
