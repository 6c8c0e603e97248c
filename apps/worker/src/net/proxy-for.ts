import type { Environment } from "../settings.ts";

/** What the environment says about proxies, the lower-case names first, as curl has it. */
export function proxyEnvironment(environment: Environment) {
  const read = (name: string) => environment[name] || environment[name.toUpperCase()] || "";
  return {
    httpProxy: read("http_proxy"),
    httpsProxy: read("https_proxy"),
    noProxy: read("no_proxy"),
  };
}

/** Loopback never goes through a proxy: the proxy's loopback is another machine. */
export const neverProxied = ["localhost", "127.0.0.1", "::1", "[::1]"];

/** The proxy that a request to this address goes through, without its login; null where it goes straight. */
export function proxyFor(url: URL, environment: Environment): string | null {
  const { httpProxy, httpsProxy, noProxy } = proxyEnvironment(environment);
  const proxy = url.protocol === "https:" ? httpsProxy || httpProxy : httpProxy;
  if (proxy === "" || isLeftOut(url, noProxy)) return null;
  try {
    return new URL(proxy).host;
  } catch {
    return "an address that can't be read";
  }
}

/** Entries as undici reads them: a name alone means this name, a leading dot or star those below it. */
function isLeftOut({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const entries = [...noProxy.split(/[,\s]+/), ...neverProxied].filter((entry) => entry !== "");
  const own = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return entries.some((entry) => {
    const [, name = "", only] = /^(.+?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (only !== undefined && only !== own) return false;
    if (name === "*") return true;
    return /^[.*]/.test(name) ? hostname.endsWith(name.replace(/^\*/, "")) : hostname === name;
  });
}
