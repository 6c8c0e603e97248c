import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

export type Sent = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

export type Came = { status: number; retryAfter: string | null; ms: number };

/** Connections that are kept, as many as are asked for at once. */
export function createSender(port: number, maxSockets = 600) {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const came: Came[] = [];

  /** Status 0: no answer. `due` is when it should have been sent: what waits behind others counts. */
  const send = (sent: Sent, due = performance.now(), again = true): Promise<Came> =>
    new Promise((resolve) => {
      const finish = (status: number, retryAfter: string | null) => {
        const one = { status, retryAfter, ms: performance.now() - due };
        came.push(one);
        resolve(one);
      };
      const { method, path, headers = {}, body = "" } = sent;
      const length = body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const outgoing = request(
        { agent, port, host: "127.0.0.1", method, path, headers: { ...headers, ...length } },
        (answer) => {
          answer.resume();
          answer.on("end", () =>
            finish(answer.statusCode ?? 0, answer.headers["retry-after"] ?? null),
          );
          answer.on("error", () => finish(0, null));
        },
      );
      outgoing.on("error", () => {
        // A kept connection may be closed in the moment in which it is used: any client asks once more.
        if (again && outgoing.reusedSocket) void send(sent, due, false).then(resolve);
        else finish(0, null);
      });
      outgoing.end(body);
    });

  return {
    came,
    send,
    /** Sends at even distances whether answers come or not, so that slow ones are not hidden. */
    async openLoop(make: (n: number) => Sent, { rate, ms }: { rate: number; ms: number }) {
      const from = performance.now();
      const all: Promise<Came>[] = [];
      for (let n = 0; (n * 1000) / rate < ms; n += 1) {
        const due = from + (n * 1000) / rate;
        const early = due - performance.now();
        if (early > 1) await wait(early);
        all.push(send(make(n), due));
      }
      return await Promise.all(all);
    },
    /** So many askers, each with the next request as soon as the last one was answered. */
    async closedLoop(make: (n: number) => Sent, { askers, ms }: { askers: number; ms: number }) {
      const until = performance.now() + ms;
      const all: Came[] = [];
      let n = 0;
      await Promise.all(
        Array.from({ length: askers }, async () => {
          while (performance.now() < until) all.push(await send(make(n++)));
        }),
      );
      return all;
    },
    close: () => agent.destroy(),
  };
}

/** The time that this share of the answers took at most. */
export function quantile(all: readonly Came[], share: number): number {
  const times = all.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

export const answered = (all: readonly Came[]): Came[] =>
  all.filter(({ status }) => status >= 200 && status < 300);
