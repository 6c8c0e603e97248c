import { transportCodeOf, TransportError, type TransportErrorDetail } from "@berth/registry-client";
import { codeOf } from "../net/network-cause.ts";

/** What the HTTP client threw, in the words a check has for it. */
export function toTransportError(err: unknown, where: { host: string; port: number }) {
  if (err instanceof TransportError) return err;
  const code = codeOf(err);
  const message = err instanceof Error ? err.message : "";
  const proxyStatus = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  const known = proxyStatus === undefined ? transportCodeOf(code || undefined, message) : "proxy";
  const detail: TransportErrorDetail = {
    ...where,
    ...(code === "" ? {} : { osCode: code }),
    ...(proxyStatus === undefined ? {} : { proxyStatus: Number(proxyStatus) }),
  };
  return new TransportError(known, detail, { cause: err });
}
