/**
 * Reads the one-time token from a link such as an invitation's and takes it out of the address at once, so that it stays
 * in no history entry, screenshot or copied link. The link carries it behind `#`, which never reaches a server's log;
 * `?token=` is read as well.
 */
export function takeLinkToken(): string {
  const url = new URL(window.location.href);
  const token =
    new URLSearchParams(url.hash.slice(1)).get("token") ?? url.searchParams.get("token") ?? "";
  if (token === "") return "";
  url.hash = "";
  url.searchParams.delete("token");
  window.history.replaceState(window.history.state, "", url);
  return token;
}
