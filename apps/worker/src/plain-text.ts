/** Control, bidirectional and zero-width characters: in a terminal they hide, colour or rearrange text. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A stranger's text made fit for one line of a terminal. */
export function plainText(text: string, lengthMax = 500): string {
  const clean = text.replace(invisible, " ").replace(/ {2,}/g, " ").trim();
  return clean.length <= lengthMax ? clean : `${clean.slice(0, lengthMax - 1)}…`;
}

/** JSON that means the same and shows every such character by its number. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(invisible, (characters) =>
    Array.from({ length: characters.length }, (_, at) => escaped(characters.charCodeAt(at))).join(
      "",
    ),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
