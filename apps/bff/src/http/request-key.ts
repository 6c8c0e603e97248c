import { createHmac } from "node:crypto";
import type { RouteDefinition } from "@berth/api-contract";
import type { Context } from "hono";
import type { MemberContext } from "../services/context.ts";
import { AppError, badRequest, keyReused } from "../services/errors.ts";
import { canonicalJson } from "../store/canonical-json.ts";
import type { EarlierRequest } from "../store/ports/request-key.ts";
import { RequestKeyTaken } from "../store/request-keys.ts";
import type { RequestKey } from "../store/rows.ts";
import type { HttpEnv } from "./http-env.ts";
import type { ParsedAnswer } from "./parsed-answer.ts";

const answerWaitMs = 2_000;
const answerPollMs = 50;

type Input = { params: unknown; query: unknown; body: unknown };

/** Which header a client sends (draft-ietf-httpapi-idempotency-key-header-07), and what it may hold. */
export const keyHeader = "idempotency-key";
const keyShape = /^(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\x21\x23-\x5b\x5d-\x7e]{1,200}))$/;

/** What stands in the header; null where there is none. */
export function readKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const match = keyShape.exec(header);
  const key = match?.[1] ?? match?.[2];
  if (key !== undefined) return key;
  throw badRequest("Idempotency-Key takes 1 to 200 printable characters, such as a UUID.");
}

/** The key of a request that wants to be carried out once at most; null where it has none. */
export function readRequestKey(
  c: Context<HttpEnv>,
  route: RouteDefinition,
  ctx: Pick<MemberContext, "vault" | "person">,
  input: Input,
): RequestKey | null {
  const key = readKey(c.req.header(keyHeader));
  if (key === null) return null;
  const asked = canonicalJson([route.method, route.path, input.params, input.query, input.body]);
  const secret = ctx.vault.instanceSecret("request-fingerprint").reveal();
  const fingerprint = createHmac("sha256", secret).update(asked).digest("hex");
  return { actorId: ctx.person.id, key, fingerprint };
}

/**
 * Runs a request that has a key: what was answered before is answered again, and two at once become one.
 * `run` gets a context whose changes take the key with them.
 */
export async function answerOnce<Ctx extends MemberContext>(
  c: Context<HttpEnv>,
  route: RouteDefinition,
  ctx: Ctx,
  requestKey: RequestKey,
  run: (ctx: Ctx) => Promise<ParsedAnswer>,
): Promise<ParsedAnswer> {
  const { store, organization, clock, requestId } = ctx;
  const find = () => store.requestKeys.find(organization.id, requestKey, clock());
  const earlier = await find();
  if (earlier !== null) return await answerAgain(c, route, requestKey, earlier, find);
  let answer: ParsedAnswer;
  try {
    answer = await run({ ...ctx, requestKey });
  } catch (err) {
    if (!(err instanceof RequestKeyTaken)) throw err;
    const taken = await find();
    if (taken === null) throw err;
    return await answerAgain(c, route, requestKey, taken, find);
  }
  if (route.answersSecret !== true) {
    const { actorId, key } = requestKey;
    const { status, body } = answer;
    await store.requestKeys.keepAnswer({
      organizationId: organization.id,
      actorId,
      key,
      requestId,
      status,
      body,
    });
  }
  return answer;
}

async function answerAgain(
  c: Context<HttpEnv>,
  route: RouteDefinition,
  requestKey: RequestKey,
  found: EarlierRequest,
  find: () => Promise<EarlierRequest | null>,
): Promise<ParsedAnswer> {
  if (found.fingerprint !== requestKey.fingerprint) {
    throw keyReused();
  }
  const answer = found.answer ?? (route.answersSecret === true ? null : await answerOf(find));
  if (answer === null) throw new AppError("already_done", lostAnswer(route));
  c.header("Idempotency-Replayed", "true");
  return answer;
}

/** The first of two that came at once may be about to be answered. */
async function answerOf(
  find: () => Promise<EarlierRequest | null>,
): Promise<EarlierRequest["answer"]> {
  const deadline = performance.now() + answerWaitMs;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, answerPollMs));
    const found = await find();
    if (found === null || found.answer !== null) return found?.answer ?? null;
  }
  return null;
}

function lostAnswer(route: RouteDefinition): string {
  return route.answersSecret === true
    ? "This request was carried out when it first came, and its answer held a secret that is shown once. If it never reached you, revoke what was made and make it anew under another key."
    : "This request was carried out when it first came, but its answer was lost on the way. Look at what it changed; sending it again under this key changes nothing.";
}
