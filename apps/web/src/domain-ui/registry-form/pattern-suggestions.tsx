import type { Settings } from "@berth/registry-catalog";
import { useFormContext, useWatch } from "react-hook-form";
import { announce } from "#src/lib/announcer.ts";
import { Button } from "#src/ui/button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import type { RegistryFormValues } from "./form-values.ts";
import { useRegistryForm } from "./registry-form-context.ts";

/** Patterns that the registry's type suggests for these settings and this test image, each with what it covers. */
export function PatternSuggestions({ onAdd }: { onAdd: (text: string) => void }) {
  const { type } = useRegistryForm();
  const { control } = useFormContext<RegistryFormValues>();
  const [settings, testImage, patterns] = useWatch({ control, name: suggestedFrom });
  const taken = new Set(patterns.map(({ text }) => text.trim()));
  const left = type
    .suggestPatterns(settings as Settings, testImage === "" ? null : testImage)
    .filter(({ text }) => !taken.has(text));
  if (left.length === 0) return null;
  return (
    <div>
      <p className="text-table text-muted">Suggested:</p>
      <ul className="mt-1 space-y-1.5">
        {left.map(({ text, covers }) => (
          <li key={text} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-table">
            <Button
              size="small"
              className="max-w-full"
              onClick={() => {
                onAdd(text);
                announce(`Added pattern ${text}`);
              }}
            >
              <span className="sr-only">Add pattern </span>
              <MonoText className="truncate">{text}</MonoText>
            </Button>
            <span className="text-muted">
              <MarkedText>{covers}</MarkedText>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

// Outside the component: a new list at each render would subscribe anew each time.
const suggestedFrom = ["settings", "testImage", "patterns"] as const;
