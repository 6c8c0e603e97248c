/** Several things as they stand in a sentence: "A", "A and B", "A, B and C". Empty for none. */
export function listInWords(things: readonly string[]): string {
  const last = things.at(-1) ?? "";
  return things.length < 2 ? last : `${things.slice(0, -1).join(", ")} and ${last}`;
}
