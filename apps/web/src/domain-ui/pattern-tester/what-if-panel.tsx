import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { LoadingRegion, SkeletonText } from "#src/ui/skeleton.tsx";
import { useId } from "react";
import { ImpactTable } from "../impact-table.tsx";
import type { Tester } from "./use-pattern-tester.ts";

/** Which images pulled of late would get another credential than now, before anything is saved. */
export function WhatIfPanel({ tester }: { tester: Pick<Tester, "effect" | "entries" | "recent"> }) {
  const heading = useId();
  const { effect, entries, recent } = tester;
  const error = entries.error ?? recent.error;
  return (
    <section aria-labelledby={heading} className="space-y-2">
      <h3 id={heading} className="text-lead font-semibold">
        Effect on images pulled in the last 30 days
      </h3>
      {/* As high as its usual content, so that the buttons below stay where they are when that arrives. */}
      <div className="min-h-40 rounded-md border border-divider p-3">
        {error ? (
          <FailurePanel
            title="Couldn't work out the effect."
            error={error}
            onRetry={() => {
              void entries.refetch();
              void recent.refetch();
            }}
          />
        ) : (
          <LoadingRegion
            loading={entries.isPending || recent.isPending}
            label="Working out the effect"
            skeleton={<SkeletonText lines={4} />}
          >
            {effect ? <ImpactTable effect={effect} /> : null}
          </LoadingRegion>
        )}
      </div>
    </section>
  );
}
