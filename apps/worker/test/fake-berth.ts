import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  errorBodySchema,
  errorStatus,
  workerCheckAnswerSchema,
  workerCheckInputSchema,
  workerPatternCredentialInputSchema,
  workerPullAnswerSchema,
  workerPullInputSchema,
  workerPatternsSchema,
  workerPullReportSchema,
  workerSelfSchema,
  type ErrorCode,
  type WorkerCheckInput,
  type WorkerPattern,
  type WorkerPatternCredentialInput,
  type WorkerPullAnswer,
  type WorkerPullInput,
  type WorkerPullReport,
  type WorkerSelf,
} from "@berth/api-contract";

export type FakeBerth = {
  url: string;
  token: string;
  asked: WorkerPullInput[];
  /** Under which keys things were asked for, interrupted requests included. */
  keys: (string | undefined)[];
  /** No token is accepted any more. */
  revoked: boolean;
  askedForPatterns: WorkerPatternCredentialInput[];
  reports: { id: string; report: WorkerPullReport }[];
  checks: WorkerCheckInput[];
  /** What it tells of the organization; tests change it. */
  tells: { patterns: WorkerPattern[]; self: WorkerSelf };
  /** Answers given before anything else, in order: how a server in trouble behaves. */
  interruptions: ((response: ServerResponse) => void)[];
  close: () => Promise<void>;
};

/** What to answer to a pull, beside what is the same for all of them. */
export type Decision = (input: WorkerPullInput) => Omit<WorkerPullAnswer, "pull">;

/**
 * Speaks the worker's part of the contract on loopback. Everything in and out goes through the contract's
 * own schemas, so that it can't drift from what the real server says.
 */
export async function startFakeBerth(decide: Decision, port = 0): Promise<FakeBerth> {
  const token = "brth_w_0123456789abcdefghijklmnopqrstuv";
  const berth: Omit<FakeBerth, "url" | "close"> = {
    token,
    asked: [],
    keys: [],
    revoked: false,
    askedForPatterns: [],
    reports: [],
    checks: [],
    tells: { patterns: [], self: ownSelf() },
    interruptions: [],
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch((err: unknown) => {
      response.writeHead(599).end(String(err));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readAll(request);
    const { authorization, "idempotency-key": key } = request.headers;
    if (request.method === "POST") berth.keys.push(key?.toString());
    const interruption = berth.interruptions.shift();
    if (interruption !== undefined) return interruption(response);
    if (berth.revoked || authorization !== `Bearer ${token}`) {
      return sendError(response, "token_invalid", "This worker token isn't known.");
    }
    if (request.method === "POST" && request.url === "/api/v1/worker/pulls") {
      const input = workerPullInputSchema.parse(JSON.parse(text));
      berth.asked.push(input);
      const pull = `pull_${berth.asked.length}`;
      return send(response, 201, workerPullAnswerSchema.parse({ pull, ...decide(input) }));
    }
    if (request.method === "POST" && request.url === "/api/v1/worker/pattern-credentials") {
      const input = workerPatternCredentialInputSchema.parse(JSON.parse(text));
      berth.askedForPatterns.push(input);
      const pull = `pat_${berth.askedForPatterns.length}`;
      // A name below the pattern, so that one decision does for both.
      const decided = decide({ image: input.pattern.replace(/\/\*$/, "/any") });
      const image = { canonical: null };
      return send(response, 201, workerPullAnswerSchema.parse({ pull, ...decided, image }));
    }
    const url = new URL(request.url ?? "", "http://berth.invalid");
    if (request.method === "GET" && url.pathname === "/api/v1/worker/patterns") {
      const entries = berth.tells.patterns;
      return send(response, 200, workerPatternsSchema.parse({ entries }));
    }
    if (request.method === "GET" && url.pathname === "/api/v1/worker/self") {
      const named = url.searchParams.get("project");
      const { self } = berth.tells;
      const project = named === null ? self.project : { ...ownSelf().project, name: named };
      return send(response, 200, workerSelfSchema.parse({ ...self, project }));
    }
    if (request.method === "POST" && request.url === "/api/v1/worker/checks") {
      berth.checks.push(workerCheckInputSchema.parse(JSON.parse(text)));
      return send(response, 201, workerCheckAnswerSchema.parse({ check: { id: "chk_1" } }));
    }
    const id = /^\/api\/v1\/worker\/pulls\/([\w-]+)$/.exec(request.url ?? "")?.[1];
    if (request.method === "PATCH" && id !== undefined) {
      berth.reports.push({ id, report: workerPullReportSchema.parse(JSON.parse(text)) });
      return send(response, 200, { pull: {} });
    }
    sendError(response, "not_found", "There is nothing here.");
  }

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return Object.assign(berth, {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** A pattern of a registry that serves it. */
export function pattern(
  text: string,
  host: string,
  over: Partial<WorkerPattern> = {},
): WorkerPattern {
  return {
    id: `pat_${text}`,
    pattern: text,
    hosts: { kind: "exact", hosts: [host] },
    registryId: "reg_1",
    registryName: "Team registry",
    paused: false,
    refusal: null,
    servesHost: false,
    ...over,
  };
}

function ownSelf(): WorkerSelf {
  const now = Date.now();
  return {
    organization: { name: "Acme", slug: "acme" },
    token: {
      name: "gpu-3",
      prefix: "brth_w_01234",
      project: { kind: "default", id: "prj_1", name: "training" },
      expiresAt: new Date(now + 30 * 86_400_000).toISOString(),
      actions: ["pull", "read-patterns", "check"],
    },
    project: { kind: "project", name: "training", ownerKind: "organization" },
    serverTime: new Date(now).toISOString(),
  };
}

export function sendError(response: ServerResponse, code: ErrorCode, message: string): void {
  const body = { error: { code, message, requestId: "req_1" } };
  send(response, errorStatus[code], errorBodySchema.parse(body));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
