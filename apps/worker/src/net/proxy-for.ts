import { BlockList, isIP } from "node:net";
import type { Environment } from "../environment.ts";

const names = ["http_proxy", "https_proxy", "no_proxy"] as const;

/** What the environment says about proxies, the lower-case names first, as curl has it. */
export function proxyEnvironment(environment: Environment) {
  const read = (name: (typeof names)[number]) =>
    environment[name] || environment[name.toUpperCase()] || "";
  return {
    httpProxy: read("http_proxy"),
    httpsProxy: read("https_proxy"),
    noProxy: read("no_proxy"),
  };
}

/** Loopback never goes through a proxy: the proxy's loopback is another machine. */
const neverProxied = ["localhost", "127.0.0.1", "::1"];

/** The proxy that a request to this address goes through, with its login; null where it goes straight. */
export function proxyUrlFor(url: URL, environment: Environment): URL | null {
  const { httpProxy, httpsProxy, noProxy } = proxyEnvironment(environment);
  const proxy = url.protocol === "https:" ? httpsProxy || httpProxy : httpProxy;
  return proxy === "" || isLeftOut(url, noProxy) ? null : readProxy(proxy);
}

/** The same as `host:port`, which can be shown. */
export function proxyFor(url: URL, environment: Environment): string | null {
  return proxyUrlFor(url, environment)?.host ?? null;
}

/** The variables whose proxy can't be used; their values may hold a login. */
export function unusableProxies(environment: Environment): string[] {
  return names
    .filter((name) => name !== "no_proxy")
    .flatMap((name) => [name, name.toUpperCase()])
    .filter((name) => {
      const value = environment[name] ?? "";
      return value !== "" && readProxy(value) === null;
    });
}

/** Without a scheme it is one of http, as for curl, Docker and Podman. */
function readProxy(text: string): URL | null {
  try {
    const url = new URL(text.includes("://") ? text : `http://${text}`);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

/**
 * Entries as the other tools of such a machine read them: a name means itself and what is below it, with a dot
 * or a star in front only what is below it; addresses and networks mean addresses.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
function isLeftOut({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (neverProxied.includes(host)) return true;
  const own = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .some((entry) => {
      if (entry === "") return false;
      if (entry === "*") return true;
      if (isIP(host) !== 0 && isWithin(host, entry)) return true;
      const [, name = "", only] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      if (only !== undefined && only !== own) return false;
      if (name.replace(/^\[|\]$/g, "") === host) return true;
      if (isIP(host) !== 0) return false;
      return host.endsWith(`.${name.replace(/^\*?\./, "")}`);
    });
}

function isWithin(address: string, entry: string): boolean {
  const [, network = "", length = ""] = /^([\d.a-f:]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(network);
  if (version === 0 || version !== isIP(address)) return false;
  if (Number(length) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(address, family);
}
