import type { createAddressReader } from "../client-address.ts";
import type { Step } from "./before.ts";

/** Notes who sent the request. */
export function clientAddress(read: ReturnType<typeof createAddressReader>): Step {
  return (c) => {
    const peer = c.env?.incoming?.socket.remoteAddress;
    c.set("address", read(peer, c.req.header("x-forwarded-for") ?? null));
  };
}
