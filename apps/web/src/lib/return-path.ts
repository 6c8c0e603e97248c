/**
 * The page to go to after signing in. Only a path of this console counts: an address that leads elsewhere
 * (`//evil.example`, `/\evil.example`, `javascript:`) would turn the sign-in page into a redirector.
 */
export function safeReturnPath(text: string | null): string | null {
  if (text === null || !text.startsWith("/")) return null;
  let url: URL;
  try {
    url = new URL(text, window.location.origin);
  } catch {
    return null;
  }
  if (url.origin !== window.location.origin || url.pathname.startsWith("/login")) return null;
  return url.pathname + url.search + url.hash;
}
