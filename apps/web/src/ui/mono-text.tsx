import { classNames } from "#src/lib/class-names.ts";
import { splitHidden } from "#src/lib/hidden-characters.ts";

/** An image reference, pattern, host or id: mono, broken anywhere, and with every invisible character drawn. */
export function MonoText({
  children,
  className,
  strong = false,
}: {
  children: string;
  className?: string | undefined;
  strong?: boolean | undefined;
}) {
  return (
    <code className={classNames("reference-text", strong && "font-semibold", className)}>
      {splitHidden(children).map((part, index) =>
        part.hidden === null ? (
          part.text
        ) : (
          <span key={index} title={part.hidden} className="rounded-sm bg-mismatch px-px text-fg">
            <span aria-hidden="true">␣</span>
            <span className="sr-only">{` (${part.hidden}) `}</span>
          </span>
        ),
      )}
    </code>
  );
}
