/**
 * A text from outside, fit to be stored and shown: without control and invisible formatting characters,
 * which could hide or reorder what people read. Line breaks stay.
 */
export function printable(text: string, lengthMax: number): string {
  const clean = text.replace(/\r\n?/g, "\n").replace(/[^\P{C}\n]/gu, "");
  return clean.length > lengthMax ? `${clean.slice(0, lengthMax)}…` : clean;
}
