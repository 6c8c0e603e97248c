/**
 * Every row of a list that comes in pages. `ask` gets no cursor for the first page. A list that changes meanwhile may
 * miss what was added in front of where it stood; nothing comes twice.
 */
export async function everyPage<Row>(
  ask: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
): Promise<Row[]> {
  const all: Row[] = [];
  let cursor: string | undefined;
  do {
    const { rows, next } = await ask(cursor);
    all.push(...rows);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
