import type { Dispatcher, EnvHttpProxyAgent as EnvProxy, ProxyAgent } from "undici";
import type { Settings } from "../settings.ts";
import { neverProxied, proxyEnvironment } from "./proxy-for.ts";
import { registryCertificates, trustedCertificates } from "./trusted-certificates.ts";

export type { Dispatcher };

/**
 * Opens sockets for one purpose, with the machine's proxy settings and certificates. `registry` adds what
 * its owner put aside for that registry (`certs.d`). The library loads with the first call: commands that
 * send nothing don't pay for it.
 */
export async function createDispatcher(
  settings: Settings,
  options: { https: boolean; registry?: string },
): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  const aside = options.registry === undefined ? null : registryCertificates(options.registry);
  const ca = options.https
    ? [...trustedCertificates(settings.environment, settings.extraCa), ...(aside?.ca ?? [])]
    : null;
  const tls = ca === null ? {} : { ca, ...aside?.client };
  const common = {
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
    maxHeaderSize: 32 * 1024,
    connect: { ...tls, timeout: 10_000 },
  };
  const { httpProxy, httpsProxy, noProxy } = proxyEnvironment(settings.environment);
  if (httpProxy === "" && httpsProxy === "") return new Agent(common);
  // The library's types leave out what it hands on to the proxy's own agent.
  const proxied: EnvProxy.Options & Pick<ProxyAgent.Options, "requestTls" | "proxyTls"> = {
    ...common,
    ...(httpProxy === "" ? {} : { httpProxy }),
    ...(httpsProxy === "" ? {} : { httpsProxy }),
    noProxy: [noProxy, ...neverProxied].filter((part) => part !== "").join(","),
    requestTls: tls,
    proxyTls: ca === null ? {} : { ca },
  };
  return new EnvHttpProxyAgent(proxied);
}
