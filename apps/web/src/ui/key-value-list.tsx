import type { ReactNode } from "react";

export interface KeyValue {
  label: string;
  value: ReactNode;
  /** A link or button that changes the value: "Change host". */
  action?: ReactNode;
}

/** Facts of one thing, as a definition list; long values break instead of widening the page. */
export function KeyValueList({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className="divide-y divide-divider border-y border-divider">
      {items.map(({ label, value, action }) => (
        <div
          key={label}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2 sm:grid-cols-[min(14rem,30%)_minmax(0,1fr)_auto] sm:items-baseline"
        >
          <dt className="text-muted max-sm:col-start-1">{label}</dt>
          <dd className="min-w-0 wrap-anywhere max-sm:col-start-1">{value}</dd>
          {action ? (
            <dd className="text-end max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1 max-sm:self-center">
              {action}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
