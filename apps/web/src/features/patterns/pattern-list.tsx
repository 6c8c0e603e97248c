import type { RegistryView } from "@berth/api-contract";
import { describePattern } from "@berth/image-pattern";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

/** The patterns alone, for members. */
export function PatternList({ registry }: { registry: RegistryView }) {
  return (
    <ul className="space-y-4">
      {registry.patterns.map(({ id, text, canonical }) => (
        <li key={id}>
          <MonoText strong>{text}</MonoText>
          <p className="max-w-prose text-table text-muted">
            <MarkedText>{describePattern(canonical) ?? ""}</MarkedText>
          </p>
        </li>
      ))}
    </ul>
  );
}
