import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { headerOf, type Answer } from "../net/send.ts";
import { wait } from "../net/wait.ts";
import { networkCause } from "../net/network-cause.ts";
import { askRest } from "./ask-rest.ts";
import { passHead, passOn } from "./pass-on.ts";
import type { ProxyAddress } from "./proxy-address.ts";
import { parseProxyPath, type ProxyResource } from "./proxy-path.ts";
import { readManifest } from "./read-manifest.ts";
import type { SignIn } from "./sign-in.ts";
import type { Trouble } from "./trouble.ts";
import { askUpstream, type UpstreamContext, type UpstreamRequest } from "./upstream.ts";

/** So often a manifest that broke off is asked for again. */
const againMax = 3;
const pauseMs = 500;

export type LoopbackProxy = {
  /** What stands for the repository in a client's configuration: `127.0.0.1:<port>/<name>`. */
  location: string;
  facts: ProxyFacts;
  close: () => Promise<void>;
};

export type ProxyFacts = {
  /** The digest of what the registry holds under the pulled tag or digest, once it was asked for. */
  digest: string | null;
  /** Bytes of manifests and layers passed on. */
  bytes: number;
  /** The last thing that went wrong on the way to the registry. */
  trouble: Trouble | null;
};

/**
 * Serves one repository to the client that pulls, from loopback and for the time of one pull. The credential
 * stays in this process: the client needs none, because the repository goes by a name that nobody can guess.
 * Whatever sign-in a client brings along by itself ends here, so no login that lies on the machine is used.
 */
export async function openLoopbackProxy(
  signIn: SignIn,
  context: UpstreamContext,
  address: ProxyAddress,
): Promise<LoopbackProxy> {
  const { name } = address;
  const facts: ProxyFacts = { digest: null, bytes: 0, trouble: null };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  // A client that tries TLS first gets an answer it understands as "plain http".
  server.on("clientError", (_err, socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  server.maxConnections = 64;
  // Somebody else may be there, such as another pull of the same image.
  const port = (await listen(server, address.port)) ?? (await listen(server, 0));
  if (port === null) throw new Error("no port on loopback is free");

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = parseProxyPath(request.url ?? "");
    const { method } = request;
    if (asked === null || (method !== "GET" && method !== "HEAD")) return refuse(response, 404);
    if (asked.resource.kind === "base") return base(response);
    if (!equal(asked.name, name)) return refuse(response, 404);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const { resource } = asked;
    const headers = requestHeaders(request);
    const onward = { method, resource, headers, signal: gone.signal } as const;
    const got = await askUpstream(onward, signIn, context);
    if (!got.ok) return fail(response, resource, got.trouble);
    if (method === "HEAD") {
      if (resource.kind === "manifest" && resource.reference === context.reference) {
        facts.digest = digestIn(resource.reference, got.answer);
      }
      return passHead(got.answer, response);
    }
    if (resource.kind === "manifest") {
      return manifest(onward, resource.reference, got.answer, response);
    }
    const count = (bytes: number) => {
      facts.bytes += bytes;
      context.timing.layerBytes();
    };
    const broken = await passOn(got.answer, response, {
      onBytes: count,
      rest: (passed, err) => askRest(onward, { passed, err }, signIn, context),
    });
    if (broken === null) return;
    const { text } = networkCause(context.registry.host, broken.brokeOff);
    facts.trouble = { status: null, message: `${text}.` };
  }

  async function manifest(
    onward: UpstreamRequest,
    reference: string,
    first: Answer,
    response: ServerResponse,
  ): Promise<void> {
    const { host } = context.registry;
    let got = first;
    let read = await readManifest(got, reference, host);
    for (let round = 0; "message" in read && read.again && round < againMax; round += 1) {
      if (context.retryMs === 0 || onward.signal.aborted) break;
      context.onWait(read.message, pauseMs);
      await wait(pauseMs, onward.signal);
      const next = await askUpstream(onward, signIn, context);
      if (!next.ok) return fail(response, onward.resource, next.trouble);
      got = next.answer;
      read = await readManifest(got, reference, host);
    }
    if ("message" in read) return fail(response, onward.resource, read);
    const { body, digest } = read;
    if (reference === context.reference) {
      facts.digest = reference.includes(":") ? reference : digest;
    }
    facts.bytes += body.length;
    context.timing.manifestArrived();
    response.writeHead(200, {
      "content-type": headerOf(got, "content-type") ?? "application/octet-stream",
      "content-length": body.length,
      "docker-content-digest": digest,
    });
    response.end(body);
  }

  function fail(response: ServerResponse, resource: ProxyResource, trouble: Trouble): void {
    if (!isOptional(resource, trouble, context.reference)) facts.trouble = trouble;
    // NOTE: clients sign in again on 401 and wait by themselves on 429; both were done here already.
    const status = trouble.status === 404 ? 404 : trouble.status === 403 ? 403 : 502;
    refuse(response, status, trouble.message);
  }

  return {
    location: `127.0.0.1:${port}/${name}`,
    facts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections?.();
      }),
  };
}

/** The port that is listened on, or null where it is taken. */
function listen(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const failed = (err: NodeJS.ErrnoException) => {
      if (err.code === "EADDRINUSE") resolve(null);
      else reject(err);
    };
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Signatures are looked for under tags of their own; that there are none is no trouble. */
function isOptional(resource: ProxyResource, trouble: Trouble, reference: string): boolean {
  if (resource.kind !== "manifest" || resource.reference === reference) return false;
  return trouble.status === 404 && !resource.reference.includes(":");
}

function requestHeaders(request: IncomingMessage): Record<string, string> {
  const { accept, range } = request.headers;
  return { ...(accept === undefined ? {} : { accept }), ...(range === undefined ? {} : { range }) };
}

function base(response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": "application/json",
    "docker-distribution-api-version": "registry/2.0",
  });
  response.end("{}");
}

function refuse(response: ServerResponse, status: number, message = "not found"): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ errors: [{ code: "BERTH_WORKER", message }] }));
}

/** What a registry says that a tag stands for: clients fetch that by its digest, and check it themselves. */
function digestIn(reference: string, answer: Answer): string | null {
  if (reference.includes(":")) return reference;
  const digest = headerOf(answer, "docker-content-digest") ?? "";
  return /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : null;
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
