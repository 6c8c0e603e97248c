import type { ReactNode } from "react";

/** The tester stays in sight beside the patterns; below 1024 px it follows them. */
export function TwoColumns({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
      <div className="min-w-0 space-y-6">
        <h2 className="mb-3 text-lead font-semibold">Patterns</h2>
        {main}
      </div>
      <div className="min-w-0 lg:sticky lg:top-[calc(var(--top-bar-height)+1rem)] lg:max-h-[calc(100dvh-var(--top-bar-height)-2rem)] lg:self-start lg:overflow-y-auto lg:-m-1 lg:p-1">
        <h2 className="mb-3 text-lead font-semibold">Tester</h2>
        {aside}
      </div>
    </div>
  );
}
