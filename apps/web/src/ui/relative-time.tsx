import { formatAbsolute, formatRelative } from "#src/lib/time-format.ts";
import { useNow } from "#src/lib/use-now.ts";

/** "4 minutes ago", with the exact time and zone in the title. `at` is ISO 8601. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={formatAbsolute(time)} className="whitespace-nowrap">
      {formatRelative(time, now)}
    </time>
  );
}

/** A moment that may never have come: `never` stands in for null. */
export function RelativeTimeOr({ at, never }: { at: string | null; never: string }) {
  if (at === null) return <span className="text-muted">{never}</span>;
  return <RelativeTime at={at} />;
}
