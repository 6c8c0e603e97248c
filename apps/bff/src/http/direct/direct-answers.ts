import { authenticateWorker } from "../../services/worker-tokens/authenticate.ts";
import { newId } from "../../ids.ts";
import type { ServiceDeps } from "../../services/deps.ts";
import { bearerOf } from "../authorise.ts";
import { createAddressReader, createPeerTrust } from "../client-address.ts";
import { decidedAgain } from "../decided-again.ts";
import { errorAnswer } from "../error-response.ts";
import { logAnswer, type AnsweredRequest } from "../middleware/access-log.ts";
import { fixedHeadersOf } from "../middleware/security-headers.ts";
import type { LoadGate } from "../middleware/shed-load.ts";
import { createRequestSpans } from "../middleware/trace-request.ts";
import { parseAnswer, secretHeaders } from "../parsed-answer.ts";
import { parseJson } from "../read-body.ts";
import { keyHeader, readKey } from "../request-key.ts";
import type { PlainRequest } from "./plain-request.ts";

export type DirectAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** Answers a request whose body is on its way. Rejects only where Berth is at fault. */
export type DirectAnswers = (
  request: PlainRequest,
  body: Promise<Uint8Array>,
) => Promise<DirectAnswer>;

export type DirectOptions = {
  deps: ServiceDeps;
  /** Where people and workers reach Berth. */
  publicUrl: URL;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** The same as the application's. */
  load: LoadGate;
};

/**
 * What the application answers, from the same parts in the same order, without Hono and the platform's `Request` and
 * `Response`: those take most of the time that a pull takes. `direct-answers.test.ts` holds the two against each other.
 */
export function createDirectAnswers({
  deps,
  publicUrl,
  trustedProxies,
  load,
}: DirectOptions): DirectAnswers {
  const { log, clock, metrics } = deps;
  const fixedHeaders = fixedHeadersOf(publicUrl.protocol === "https:");
  const readAddress = createAddressReader(trustedProxies);
  const inSpan = createRequestSpans(createPeerTrust(trustedProxies));

  return async ({ route, headers, peer, wait }, body) => {
    const { path, action, definition, answer } = route;
    const header = (name: string) => headers.get(name);
    const requestId = newId("req");
    const fixed = fixedHeaders(path, requestId);
    const address = readAddress(peer, header("x-forwarded-for") ?? null);
    const [startedAt, startedMs] = [clock(), performance.now()];
    const answered: AnsweredRequest = {
      requestId,
      method: "POST",
      route: null,
      status: 0,
      tookMs: 0,
      shed: false,
      organizationId: null,
      personId: null,
      workerTokenId: null,
      apiTokenId: null,
    };

    const decide = async (): Promise<DirectAnswer> => {
      answered.route = path;
      const token = bearerOf(header("authorization"));
      const authenticate = async () => {
        const ctx = await authenticateWorker({ ...deps, requestId, address }, token, action);
        answered.organizationId = ctx.organization.id;
        answered.workerTokenId = ctx.workerToken.id;
        return ctx;
      };
      const read = async () => parseJson(await body);
      const { call: ctx, input: json } = await decidedAgain(authenticate, read);
      ctx.repeatKey = readKey(header(keyHeader));
      const parsed = parseAnswer(definition, await answer(ctx, json));
      return { ...parsed, headers: secretHeaders(fixed) };
    };

    const refuse = (err: unknown): DirectAnswer => {
      const error = errorAnswer(err, answered, log);
      return {
        status: error.status,
        headers: { ...fixed, ...error.headers, "Content-Type": "application/json" },
        body: JSON.stringify(error.body),
      };
    };

    const shed = () => void (answered.shed = true);

    let given: DirectAnswer | undefined;
    await inSpan({ requestId, method: "POST", peer, header }, async () => {
      given = await load.through("broker", wait, decide, shed).catch(refuse);
      answered.status = given.status;
      metrics.requestAnswered({
        route: answered.route,
        method: "POST",
        status: given.status,
        durationMs: performance.now() - startedMs,
      });
      answered.tookMs = clock() - startedAt;
      logAnswer(log, answered);
      return answered;
    });
    if (given === undefined) throw new Error("a span ended without an answer");
    return given;
  };
}
