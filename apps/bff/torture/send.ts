import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { atMost, exactly, type Figure } from "./scenario.ts";

export type Sent = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

export type Came = {
  /** Method and path. */
  what: string;
  /** 0 where no answer came; then `cause` says why. */
  status: number;
  cause: string | null;
  retryAfter: string | null;
  ms: number;
};

/** Connections that are kept, as many as are asked for at once. */
export function createSender(port: number, maxSockets = 600) {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const came: Came[] = [];

  /** Status 0: no answer. `due` is when it should have been sent: what waits behind others counts. */
  const send = (sent: Sent, due = performance.now(), again = true): Promise<Came> =>
    new Promise((resolve) => {
      const { method, path, headers = {}, body = "" } = sent;
      const finish = (status: number, retryAfter: string | null, cause: string | null = null) => {
        const what = `${method} ${path.slice(0, 80)}`;
        const one = { what, status, cause, retryAfter, ms: performance.now() - due };
        came.push(one);
        resolve(one);
      };
      const length = body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const outgoing = request(
        { agent, port, host: "127.0.0.1", method, path, headers: { ...headers, ...length } },
        (answer) => {
          answer.resume();
          answer.on("end", () =>
            finish(answer.statusCode ?? 0, answer.headers["retry-after"] ?? null),
          );
          answer.on("error", (err) => finish(0, null, `${causeOf(err)} within the answer`));
        },
      );
      outgoing.on("error", (trouble) => {
        // A kept connection may be closed in the moment in which it is used: any client asks once more.
        if (again && outgoing.reusedSocket) void send(sent, due, false).then(resolve);
        else finish(0, null, `${causeOf(trouble)}${again ? "" : " twice"}`);
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

function causeOf(err: Error): string {
  return "code" in err ? String(err.code) : err.message;
}

/** Refusals with a time to come back that a server may give to normal requests when it gets no processor. */
const heldShareMax = 0.02;

/**
 * That each of these was served, but for a few that were told when to come back: which is what a server does that the
 * machine leaves no time. Where one failed, the figure's name says what came instead, and the end of the server's log.
 */
export function served(
  name: string,
  all: readonly Came[],
  log: string,
  heldMax = heldShareMax,
): Figure[] {
  const fine = new Set(answered(all));
  const held = all.filter(({ status, retryAfter }) => status === 503 && retryAfter !== null);
  const failed = all.filter((one) => !fine.has(one) && !held.includes(one));
  const told = failed
    .slice(0, 3)
    .map(
      ({ what, status, cause, ms }) =>
        `${what} → ${status === 0 ? (cause ?? "no answer") : status} after ${Math.round(ms)} ms`,
    );
  const why = told.length === 0 ? "" : ` (${told.join("; ")}; log: ${log.slice(-500)})`;
  return [
    exactly(`${name} that failed${why}`, failed.length, 0),
    atMost(`${name} that were told when to come back, of all`, held.length / all.length, heldMax),
  ];
}
