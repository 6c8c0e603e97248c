/** Where a redirect leads, or why it isn't followed. */
export type NextHop = { ok: true; url: URL } | { ok: false; message: string };

export const redirectsMax = 5;

/**
 * Decides on one `Location`. A registry may keep its layers elsewhere, and that elsewhere is named by the
 * registry alone: it must not lead a machine to its own services, nor from https to something readable.
 */
export function nextHop(from: URL, location: string | undefined): NextHop {
  if (location === undefined) return refused("sends on without saying where");
  let url: URL;
  try {
    url = new URL(location, from);
  } catch {
    return refused("sends on to something that is no address");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return refused(`sends on to ${url.protocol}`);
  }
  if (url.protocol === "http:" && from.protocol === "https:") {
    return refused(`sends on to ${url.host} without encryption`);
  }
  if (url.username !== "" || url.password !== "")
    return refused("sends on with a sign-in in the address");
  if (isOwnMachine(url.hostname) && !isOwnMachine(from.hostname)) {
    return refused(`sends on to ${url.host}, which is this machine itself`);
  }
  return { ok: true, url };
}

/** Loopback and link-local, as addresses are written; a name that resolves there isn't seen. */
export function isOwnMachine(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    /^(127|0)\./.test(name) ||
    name.startsWith("169.254.") ||
    name === "[::1]" ||
    name === "[::]" ||
    /^\[(fe[89ab]|::ffff:)/.test(name)
  );
}

function refused(message: string): NextHop {
  return { ok: false, message };
}
