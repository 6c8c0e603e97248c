import type { RegistryView } from "@berth/api-contract";
import { useMemo } from "react";
import { ImageTester } from "#src/domain-ui/pattern-tester/image-tester.tsx";
import { PatternRows } from "#src/domain-ui/pattern-tester/pattern-rows.tsx";
import { usePatternTester } from "#src/domain-ui/pattern-tester/use-pattern-tester.ts";
import { ExpectationSection } from "./expectation-section.tsx";
import { testedRegistryOf } from "./tested-registry-of.ts";
import { TwoColumns } from "./two-columns.tsx";
import { WaysToPull } from "./ways-to-pull.tsx";

/** Patterns and tester for support, who may look and try but not change. */
export function PatternReader({ org, registry }: { org: string; registry: RegistryView }) {
  const patterns = useMemo(() => registry.patterns.map(({ text }) => text), [registry.patterns]);
  const tester = usePatternTester({
    org,
    registry: testedRegistryOf(registry),
    patterns,
    confirmed: false,
  });
  return (
    <TwoColumns
      patterns={<PatternRows tester={tester} />}
      tester={<ImageTester tester={tester} />}
      rest={
        <div className="space-y-8">
          <ExpectationSection org={org} registry={registry} isServed={tester.isServed} />
          <WaysToPull org={org} registry={registry} />
        </div>
      }
    />
  );
}
