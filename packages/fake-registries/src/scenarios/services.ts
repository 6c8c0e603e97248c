import { TLSSocket } from "node:tls";
import { alreadySent } from "../server/already-sent.ts";
import type { Scenario } from "./scenario.ts";

/** Trouble at a vendor's own service, the one that sells passwords or exchanges tokens. */
export const services: Scenario[] = [
  {
    name: "service-outage",
    about: "503 from the vendor's own service",
    atService: () => Response.json({ error: "temporarily_unavailable" }, { status: 503 }),
  },
  {
    name: "service-rate-limited",
    about: "429 with Retry-After from the vendor's own service",
    atService: () =>
      Response.json({ error: "slow_down" }, { status: 429, headers: { "retry-after": "17" } }),
  },
  {
    name: "service-slow",
    about: "a vendor's own service that never answers",
    atService: () => alreadySent,
  },
  {
    name: "service-reset",
    about: "the vendor's own service resets the connection instead of an answer",
    atService: ({ c }) => {
      const { socket } = c.env.incoming;
      // Below TLS there is no way to the TCP socket; ending it without a goodbye looks the same.
      if (socket instanceof TLSSocket) socket.destroy();
      else socket.resetAndDestroy();
      return alreadySent;
    },
  },
];
