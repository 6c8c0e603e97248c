import { useId } from "react";
import { ImageTester, type ImageTesterProps } from "./image-tester.tsx";
import { PatternRows, type PatternRowsProps } from "./pattern-rows.tsx";
import { PreviewFailure } from "./preview-failure.tsx";
import { type TesterInput, usePatternTester } from "./use-pattern-tester.ts";
import { WhatIfPanel } from "./what-if-panel.tsx";

/**
 * Patterns of one registry and images to try them on, side by side, with what a save would change. `patterns` is
 * controlled from outside, as typed: blank ones are ignored and must be left out of what is saved.
 */
export function PatternTester({
  onPatternsChange,
  fieldId,
  errors,
  lineAction,
  ...input
}: TesterInput & {
  /** Absent where the person may look but not change. */
  onPatternsChange?: PatternRowsProps["onChange"];
  fieldId?: PatternRowsProps["fieldId"];
  errors?: PatternRowsProps["errors"];
  lineAction?: ImageTesterProps["lineAction"];
}) {
  const tester = usePatternTester(input);
  const base = useId();
  const idOf = fieldId ?? ((place: number) => `${base}-${place}`);
  return (
    <div className="space-y-6">
      <div className="grid gap-6 lg:grid-cols-2">
        <PatternRows tester={tester} onChange={onPatternsChange} fieldId={idOf} errors={errors} />
        <ImageTester
          tester={tester}
          patternField={onPatternsChange && ((place) => patternField(idOf(place)))}
          lineAction={lineAction}
        />
      </div>
      <PreviewFailure preview={tester.preview} />
      <WhatIfPanel tester={tester} />
    </div>
  );
}

/** The field of a row, where it is on the page. */
export function patternField(id: string): HTMLInputElement | null {
  const field = document.getElementById(id);
  return field instanceof HTMLInputElement ? field : null;
}
