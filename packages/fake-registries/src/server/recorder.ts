import type { MiddlewareHandler } from "hono";
import { readAuthorization, type Presented } from "./authorization.ts";
import type { FakeEnv } from "./fake-env.ts";

/** Which of a fake's servers was asked: the registry, the one on the other origin, or a machine's own. */
export type ListenerName = "registry" | "elsewhere" | "machine";

export type RecordedRequest = {
  listener: ListenerName;
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  presented: Presented;
  /** Null while unanswered, and where a scenario took the socket over. */
  status: number | null;
};

export type SeenCredential = {
  listener: ListenerName;
  path: string;
  presented: Exclude<Presented, { scheme: "none" }>;
};

/** Remembers every request and every credential that reached a fake. */
export class Recorder {
  readonly requests: RecordedRequest[] = [];
  readonly credentialsSeen: SeenCredential[] = [];

  middleware(listener: ListenerName): MiddlewareHandler<FakeEnv> {
    return async (c, next) => {
      const url = new URL(c.req.url);
      const presented = readAuthorization(c.req.header("authorization"));
      const request: RecordedRequest = {
        listener,
        method: c.req.method,
        url: url.pathname + url.search,
        headers: c.req.header(),
        presented,
        status: null,
      };
      this.requests.push(request);
      if (presented.scheme !== "none") {
        this.credentialsSeen.push({ listener, path: url.pathname, presented });
      }
      await next();
      if (!c.env.outgoing.headersSent) request.status = c.res.status;
    };
  }
}
