/** A piece of a text; `hidden` names a character that would otherwise not be seen. */
export interface VisiblePart {
  text: string;
  hidden: string | null;
}

// Controls, what Unicode says to draw as nothing (zero-width, direction and variation marks), line and paragraph
// separators, every space but the plain one, and the empty Braille cell.
const invisible = /\p{Cc}|\p{Default_Ignorable_Code_Point}|[\p{Zl}\p{Zp}\u2800]|(?! )\p{Zs}/u;

const plain = /^[!-~]+$/;

const names: Record<string, string> = {
  " ": "space",
  "\t": "tab",
  "\n": "line break",
  "\r": "carriage return",
  "\u00a0": "no-break space",
  "\u00ad": "soft hyphen",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u202e": "right-to-left override",
  "\u2060": "word joiner",
  "\ufeff": "byte order mark",
};

/**
 * Splits a text so that every character that cannot be seen can be drawn as ␣: all invisible ones anywhere, and
 * plain spaces at either end. A name that differs only in those must never look the same as another.
 */
export function splitHidden(text: string): VisiblePart[] {
  // Nearly all names are this plain, and a page of them is split at every key.
  if (plain.test(text)) return [{ text, hidden: null }];
  const lead = text.length - text.trimStart().length;
  const trail = text.trimEnd().length;
  const parts: VisiblePart[] = [];
  let position = 0;
  for (const character of text) {
    const atEdge = character === " " && (position < lead || position >= trail);
    position += character.length;
    if (atEdge || invisible.test(character)) {
      parts.push({ text: character, hidden: nameOf(character) });
      continue;
    }
    const last = parts.at(-1);
    if (last && last.hidden === null) last.text += character;
    else parts.push({ text: character, hidden: null });
  }
  return parts;
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return (
    names[character] ?? `hidden character U+${code.toString(16).toUpperCase().padStart(4, "0")}`
  );
}
