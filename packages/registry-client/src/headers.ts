/** Headers as a transport delivers them: lower-case names, repeated headers as repeated pairs. */
export type HeaderList = ReadonlyArray<readonly [name: string, value: string]>;

/** All values of a header, in order. */
export function headersOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** The first value of a header, or null. */
export function headerOf(headers: HeaderList, name: string): string | null {
  return headersOf(headers, name)[0] ?? null;
}

/** The media type of `Content-Type`, lower-case and without parameters; null where there is none. */
export function mediaTypeOf(headers: HeaderList): string | null {
  const value = headerOf(headers, "content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  return value === undefined || value === "" ? null : value;
}
