/** How names are compared: two that differ only in case or in Unicode form are the same name. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
