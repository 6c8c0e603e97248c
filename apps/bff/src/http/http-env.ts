import type { HttpBindings } from "@hono/node-server";
import type { Aside } from "./aside.ts";

/** What travels with one request through the middleware. */
export type HttpEnv = {
  /** Missing where the application is called without a socket. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** What every answer carries. */
    fixedHeaders: Readonly<Record<string, string>>;
    /** The answer that has them already. */
    complete: Response | null;
    /** It was told to come back, and is counted in a line of its own kind instead of the access log. */
    shed: boolean;
    /** Waits for what the client has still to send, without a place among those under way. */
    aside: Aside;
    /** Who sent the request, as far as the trusted proxies say. */
    address: string | null;
    /** For the access log: the pattern of the path, never the path. */
    route: string | null;
    organizationId: string | null;
    personId: string | null;
    workerTokenId: string | null;
    apiTokenId: string | null;
  };
};
