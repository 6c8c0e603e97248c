import type { NetworkEvent, Transport } from "@berth/registry-client";
import { afterEach, vi } from "vitest";
import { createEgress } from "../create-egress.ts";
import type { EgressLimits } from "../limits.ts";
import { parseOutboundAllow } from "../parse-outbound-allow.ts";
import type { LoopbackServer } from "./loopback-server.ts";
import { recordingDialer } from "./recording-dialer.ts";

const one = { organizationId: "a", registryId: "r" };

/** An egress client to a server on loopback, for each test; both are gone after it. */
export function useEgress() {
  const started: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const stop of started.splice(0)) await stop();
  });

  function connectTo(server: LoopbackServer, limits: Partial<EgressLimits> = {}) {
    const port = server.port;
    const allow = parseOutboundAllow(`127.0.0.1:${port};http,localhost:${port};http`);
    if (!allow.ok) throw new Error(allow.message);
    const { dialer, dialled } = recordingDialer({ through: true });
    const egress = createEgress({ allow: allow.entries, ownEndpoints: () => [], dialer, limits });
    started.push(async () => {
      await egress.close();
      await vi.waitUntil(() => server.open() === 0);
      await server.close();
    });
    return { egress, dialled };
  }
  return { connectTo, via, one };
}

/** Sends one request and says how its socket came about. */
async function via(
  transport: Transport,
  url: string,
  more: Partial<Parameters<Transport>[0]> = {},
) {
  const kinds: Array<NetworkEvent["kind"]> = [];
  await transport({
    method: "GET",
    url,
    headers: {},
    bodyBytesMax: 1_024,
    onNetwork: ({ kind }) => kinds.push(kind),
    ...more,
  });
  return kinds.join(",");
}
