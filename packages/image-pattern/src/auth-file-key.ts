/**
 * The key by which containers' `auth.json` can say a canonical pattern, or null where it can't: its keys
 * are plain paths, each with all below it.
 * @see https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
export function authFileKey(pattern: string): string | null {
  const key = pattern.replace(/\/\*$/, "");
  return key.includes("*") ? null : key;
}
