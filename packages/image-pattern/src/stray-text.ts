/** Index of the first white or zero-width character, or -1. */
export function firstSpace(text: string): number {
  return text.search(SPACE);
}

/** The text without white and zero-width characters at its ends. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  return text.slice(start, end);
}

/** Length of a leading `scheme://`, or 0. */
export function schemeLength(text: string): number {
  const end = text.indexOf("://");
  return end > 0 && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(text.slice(0, end)) ? end + 3 : 0;
}

// Zero-width characters come along when names are copied from chats and web pages.
const SPACE = /[\s\u0085\u180e\u200b-\u200d\u2060\ufeff]/;

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit <= 32 || unit > 126) && SPACE.test(text[at] ?? "");
}
