/** "Aino, Jussi, Mikko and 4 more": so many names as are read, and how many there are beside them. */
export function fewNames(names: readonly string[], max: number): string {
  const shown = names.slice(0, max).join(", ");
  return names.length > max ? `${shown} and ${names.length - max} more` : shown;
}
