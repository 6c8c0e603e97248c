import { transportCodeOf, TransportError, type TransportErrorDetail } from "@berth/registry-client";
import { codeOf, onTheWayToProxy } from "../net/network-cause.ts";

/** What the HTTP client threw, in the words a check has for it. `proxied`: a proxy stands on the way. */
export function toTransportError(
  err: unknown,
  where: { host: string; port: number },
  proxied = false,
) {
  if (err instanceof TransportError) return err;
  const code = codeOf(err);
  const message = err instanceof Error ? err.message : "";
  const proxyStatus = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  const away = proxied && onTheWayToProxy.has(code);
  const unproxied = away ? "proxy-away" : transportCodeOf(code || undefined, message);
  const known = proxyStatus === undefined ? unproxied : "proxy";
  const detail: TransportErrorDetail = {
    ...where,
    ...(code === "" ? {} : { osCode: code }),
    ...(proxyStatus === undefined ? {} : { proxyStatus: Number(proxyStatus) }),
  };
  return new TransportError(known, detail, { cause: err });
}
