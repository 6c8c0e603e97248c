import { TransportError } from "@berth/registry-client";
import { admit } from "./admit.ts";
import type { AdmitParts } from "./admit.ts";
import { canonicalHost } from "./canonical-host.ts";
import type { CanonicalHost, HostProblem } from "./canonical-host.ts";
import type { OutboundPolicy, RefusalReason } from "./outbound-policy.ts";

/** Which part of the policy decided about a host. */
export type HostVerdict =
  /** `public`: open to everybody. `entry`: not without an entry of the operator's. */
  | { verdict: "allowed"; rule: "public" | "entry" }
  /** `address`: what the name leads to; which addresses those are, and what they are, is not told. */
  | { verdict: "refused"; rule: RefusalReason | "address" }
  | { verdict: "unknown"; rule: "no-such-name" | "no-answer" };

export type HostTrial =
  | { ok: false; code: HostProblem; message: string }
  | ({ ok: true; host: CanonicalHost; scheme: "https" | "http" } & HostVerdict);

export type HostTrialRequest = {
  text: string;
  signal: AbortSignal;
  onRefusal: (host: CanonicalHost, reason: RefusalReason, address?: string) => void;
};

/**
 * Would this host be dialled now? Takes the very steps of a dial up to the socket, which it does not open.
 * `bare` is the policy without any entry. Says nothing that the next dial may rely on.
 */
export async function tryHost(
  parts: AdmitParts,
  bare: OutboundPolicy,
  request: HostTrialRequest,
): Promise<HostTrial> {
  const read = canonicalHost(request.text);
  if (!read.ok) return read;
  const { host } = read;
  const scheme = parts.policy.schemeOf(host);
  const target = { scheme, host };
  const facts = { ok: true as const, host, scheme };
  try {
    const { addresses } = await admit(parts, {
      target,
      signal: request.signal,
      onRefusal: (reason, address) => request.onRefusal(host, reason, address),
    });
    const open =
      bare.judgeTarget(target) === null &&
      addresses.every((address) => bare.judgeAddress(target, address) === null);
    return { ...facts, verdict: "allowed", rule: open ? "public" : "entry" };
  } catch (err) {
    if (!(err instanceof TransportError)) throw err;
    if (err.code === "refused-by-policy") {
      const rule = parts.policy.judgeTarget(target) ?? "address";
      return { ...facts, verdict: "refused", rule };
    }
    if (err.code === "dns-not-found") return { ...facts, verdict: "unknown", rule: "no-such-name" };
    if (err.code === "dns-temporary") return { ...facts, verdict: "unknown", rule: "no-answer" };
    throw err;
  }
}
