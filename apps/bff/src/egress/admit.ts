import { nameKind } from "./host-name-rule.ts";
import type { EgressLimits } from "./limits.ts";
import type { OutboundPolicy } from "./outbound-policy.ts";
import { reachesOwnEndpoint } from "./own-endpoints.ts";
import type { OwnEndpoint } from "./own-endpoints.ts";
import { failure, refuseIf, within } from "./phase.ts";
import type { PhaseRequest } from "./phase.ts";
import type { Resolver } from "./resolve.ts";

export type AdmitParts = {
  policy: OutboundPolicy;
  resolver: Resolver;
  /** Milliseconds that only rise. */
  clock: () => number;
  limits: EgressLimits;
  ownEndpoints: () => readonly OwnEndpoint[];
};

/**
 * Everything that policy has to say before a socket is opened: judge the name, resolve it once, judge
 * every address. Gives the addresses that may be dialled; connects to none of them.
 * @throws {TransportError}
 */
export async function admit(
  parts: AdmitParts,
  request: PhaseRequest,
): Promise<{ addresses: string[]; durationMs: number }> {
  const { target } = request;
  refuseIf(parts.policy.judgeTarget(target), request);

  const startedAt = parts.clock();
  const addresses = await resolveTarget(parts, request);
  const durationMs = parts.clock() - startedAt;
  for (const address of addresses) {
    refuseIf(parts.policy.judgeAddress(target, address), request, address);
  }
  await refuseOwnEndpoints(parts, request, addresses);
  return { addresses, durationMs };
}

async function resolveTarget(parts: AdmitParts, request: PhaseRequest): Promise<string[]> {
  const { host } = request.target;
  if (host.kind !== "name") return [host.name];
  // RFC 6761: neither of these is a question for a name server.
  if (nameKind(host.name) === "loopback") return ["127.0.0.1", "::1"];
  if (nameKind(host.name) === "invalid") throw failure("dns-not-found", request, "ENOTFOUND");

  const answer = await within(parts.limits.resolveMs, request, "dns-temporary", (signal) =>
    parts.resolver(host.name, signal),
  );
  if (!answer.ok) {
    const code = answer.code === "not-found" ? "dns-not-found" : "dns-temporary";
    throw failure(code, request, answer.osCode);
  }
  const { addresses } = answer;
  if (addresses.length === 0) throw failure("dns-not-found", request, "ENOTFOUND");
  const ofV6 = addresses.filter((address) => address.includes(":")).length;
  if (Math.max(ofV6, addresses.length - ofV6) > parts.limits.addressesMax) {
    refuseIf("too-many-addresses", request);
  }
  return addresses;
}

async function refuseOwnEndpoints(
  parts: AdmitParts,
  request: PhaseRequest,
  addresses: readonly string[],
): Promise<void> {
  const { name, port } = request.target.host;
  const reaches = await within(parts.limits.resolveMs, request, "dns-temporary", (signal) =>
    reachesOwnEndpoint({ name, port, addresses }, parts.ownEndpoints(), parts.resolver, signal),
  );
  if (reaches) refuseIf("own-endpoint", request);
}
