import type { RegistryView } from "@berth/api-contract";
import { MonoText } from "#src/ui/mono-text.tsx";

/** A registry's patterns, one a line. */
export function PatternTexts({ registry }: { registry: RegistryView }) {
  return registry.patterns.map(({ id, text }) => (
    <MonoText key={id} className="block">
      {text}
    </MonoText>
  ));
}
