import { Button } from "#src/ui/button.tsx";
import { wandSparklesGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";

/** Mends what is wrong with one click, or with Alt+Enter in the field or line beside it. */
export function FixButton({ text, onApply }: { text: string; onApply: () => void }) {
  return (
    <Button
      size="small"
      onClick={onApply}
      aria-keyshortcuts="Alt+Enter"
      className="max-w-full whitespace-normal"
    >
      <Icon glyph={wandSparklesGlyph} />
      <span className="min-w-0 text-start">
        Use <MonoText>{text}</MonoText>
      </span>
    </Button>
  );
}
