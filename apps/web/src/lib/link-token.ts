/**
 * Reads the one-time token from a link such as an invitation's and takes it out of the address at once, so that it stays
 * in no history entry, screenshot or copied link. The link carries it behind `#`, which never reaches a server's log;
 * `?token=` is read as well. `name` is what the token is called there.
 */
export function takeLinkToken(name = "token"): string {
  const url = new URL(window.location.href);
  const token =
    new URLSearchParams(url.hash.slice(1)).get(name) ?? url.searchParams.get(name) ?? "";
  if (token === "") return "";
  url.hash = "";
  url.searchParams.delete(name);
  window.history.replaceState(window.history.state, "", url);
  return token;
}
