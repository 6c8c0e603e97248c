/** The first character that nobody sees: control and format characters, halves of a pair, odd spaces. `at` counts UTF-16 units. */
export function findHidden(text: string): { at: number; name: string } | null {
  const found = /[\p{Cc}\p{Cf}\p{Cs}\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u.exec(text);
  if (found === null) return null;
  return { at: found.index, name: nameOf(found[0]) };
}

const known: Readonly<Record<string, string>> = {
  "\t": "a tab",
  "\n": "a line break",
  "\r": "a line break",
  "\u0000": "a NUL",
  "\u00a0": "a no-break space",
  "\u00ad": "a soft hyphen",
  "\u200b": "a zero-width space",
  "\u200c": "a zero-width non-joiner",
  "\u200d": "a zero-width joiner",
  "\u2060": "a word joiner",
  "\ufeff": "a byte-order mark",
};

function nameOf(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return known[char] ?? `U+${code}`;
}
