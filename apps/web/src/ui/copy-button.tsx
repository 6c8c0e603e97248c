import { checkGlyph, copyGlyph } from "./glyphs.ts";
import { type RefObject, useEffect, useState } from "react";
import { announce } from "#src/lib/announcer.ts";
import { copyText, selectContents } from "#src/lib/clipboard.ts";
import { Button } from "./button.tsx";
import type { ButtonSize, ButtonVariant } from "./button-styles.ts";
import { Icon } from "./icon.tsx";

const copiedMs = 2000;

/**
 * "Copy policy", then "Copied" for two seconds, announced, with the focus left where it is. Where the browser refuses,
 * the text in `source` is selected and the button says which keys copy it.
 */
export function CopyButton({
  text,
  what,
  missing = 0,
  source,
  size,
  variant,
}: {
  text: string;
  /** What is copied, as in "Copy policy". */
  what: string;
  /** How many values are still missing in the text; shown on the button. */
  missing?: number | undefined;
  source?: RefObject<HTMLElement | null> | undefined;
  size?: ButtonSize | undefined;
  variant?: ButtonVariant | undefined;
}) {
  const [state, setState] = useState<"idle" | "copied" | "blocked">("idle");

  useEffect(() => {
    if (state !== "copied") return undefined;
    const timer = setTimeout(() => setState("idle"), copiedMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    const copied = await copyText(text);
    if (!copied && source?.current) selectContents(source.current);
    setState(copied ? "copied" : "blocked");
    announce(copied ? `Copied ${what}` : "The browser blocked copying. Press Ctrl+C.");
  };

  return (
    <Button size={size} variant={variant} onClick={() => void copy()}>
      <Icon glyph={state === "copied" ? checkGlyph : copyGlyph} />
      {labelOf(state, what, missing)}
    </Button>
  );
}

function labelOf(state: "idle" | "copied" | "blocked", what: string, missing: number): string {
  if (state === "copied") return "Copied";
  if (state === "blocked") return "Press Ctrl+C";
  if (missing === 0) return `Copy ${what}`;
  return `Copy ${what} (${missing} ${missing === 1 ? "value" : "values"} missing)`;
}
