import type { Dispatcher } from "undici";
import type { Settings } from "../settings.ts";
import { registryCertificates, trustedCertificates } from "./trusted-certificates.ts";

export type { Dispatcher };

/**
 * Opens sockets for one purpose, through a proxy or straight, with the machine's certificates. `registry` adds what
 * its owner put aside for that registry (`certs.d`). The library loads with the first call: commands that
 * send nothing don't pay for it.
 */
export async function createDispatcher(
  settings: Settings,
  options: { https: boolean; registry?: string; proxy: URL | null },
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import("./undici.ts");
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
  if (options.proxy === null) return new Agent(common);
  return new ProxyAgent({
    ...common,
    uri: options.proxy.href,
    requestTls: tls,
    proxyTls: { ca: trustedCertificates(settings.environment, settings.extraCa) },
  });
}
