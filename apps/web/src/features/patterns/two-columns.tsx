import type { ReactNode } from "react";

/** The tester stays in sight beside the patterns; below 1024 px it follows them, and the rest comes last. */
export function TwoColumns({
  patterns,
  tester,
  rest,
}: {
  patterns: ReactNode;
  tester: ReactNode;
  rest: ReactNode;
}) {
  return (
    <div className="grid gap-x-8 gap-y-8 lg:grid-cols-2 lg:grid-rows-[auto_1fr]">
      <div className="min-w-0">
        <h2 className="mb-3 text-lead font-semibold">Patterns</h2>
        {patterns}
      </div>
      <div className="min-w-0 lg:sticky lg:top-[calc(var(--top-bar-height)+1rem)] lg:row-span-2 lg:-m-1 lg:max-h-[calc(100dvh-var(--top-bar-height)-2rem)] lg:self-start lg:overflow-y-auto lg:p-1">
        <h2 className="mb-3 text-lead font-semibold">Tester</h2>
        {tester}
      </div>
      <div className="row-offscreen -mx-1.5 -my-1.5 min-w-0 p-1.5">{rest}</div>
    </div>
  );
}
