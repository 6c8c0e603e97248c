import {
  basicAuthorization,
  bearerAuthorization,
  type Authorization,
  type Pair,
} from "../authorization.ts";
import type { TokenFacts } from "../check-event.ts";
import type { Credential } from "../credential.ts";
import { sanitize } from "../sanitize.ts";
import type { UsableChallenge } from "./learn-challenge.ts";
import type { OpenedSignIn, SignInContext } from "../sign-in/sign-in.ts";
import { askOnceProven, grantedBeyondPull } from "./push-probe.ts";
import { requestToken, scopeFor, type Bearer } from "./request-token.ts";
import type { Review } from "./review-access.ts";
import { lastExchange, type Run } from "./run.ts";
import { passwordInWords, tokenInWords } from "./wording.ts";

/** What opens the manifest: Basic as it is, or a token that can be renewed once. */
export type Access = {
  authorization: Authorization;
  /** A fresh authorization after the registry refused this one; null where there is none to be had. */
  renew: (() => Promise<Authorization | null>) | null;
  /** What the vendor says of the credential; null where there is nobody to ask. */
  review: Review | null;
  /** The same as a worker could use it. Times are milliseconds since the epoch. */
  issued:
    | { kind: "token"; token: string; scope: string; expiresAt: number }
    /** `expiresAt` is null where the pair is the stored one. */
    | { kind: "pair"; pair: Pair; expiresAt: number | null };
};

/**
 * Turns the stored credential into what the registry asked for. The secret goes to the registry's
 * own origin or to a token address that the realm rule has let pass, nowhere else.
 * Null ends the check; the run knows why.
 */
export async function obtainAccess(run: Run, challenge: UsableChallenge): Promise<Access | null> {
  run.steps.start("token", "Signing in");
  const { credential } = run.input;
  if (credential?.bearer !== undefined) return useBearer(run, credential, credential.bearer);
  const opened = credential === null ? null : await openPair(run, credential);
  if (opened === "failed") return null;
  if (challenge.scheme === "basic") {
    if (run.signIn.bearerOnly !== true) return useBasic(run, opened);
    run.stop({ reason: "challenge-unsupported", schemes: ["basic"] });
    run.fail("token");
    return null;
  }
  const pair = opened?.pair ?? null;
  if (scopeFor(run, challenge).replaced) run.note("token", "scope-replaced");
  const issued = await exchangeToken(run, challenge, pair, opened?.overPrivileged);
  if (issued === null) return null;
  const renew = async () => {
    run.note("manifest", "token-retried");
    const again = await exchangeToken(run, challenge, pair);
    return again === null ? null : bearerAuthorization(again.token);
  };
  const review = reviewOf(opened) ?? (pair === null ? null : askOnceProven(run, challenge, pair));
  return { authorization: bearerAuthorization(issued.token), renew, review, issued };
}

function useBearer(
  run: Run,
  { secret: token }: Credential,
  { scope, expiresAt }: NonNullable<Credential["bearer"]>,
): Access {
  run.steps.end("token", "skipped", `Handed out: ${scope}`);
  const issued = { kind: "token" as const, token, scope, expiresAt };
  return { authorization: bearerAuthorization(token), renew: null, review: null, issued };
}

type OpenedPair = Extract<OpenedSignIn, { ok: true }>;

/** What a type's own sign-in may know and do. */
export function signInContext(
  run: Run,
  credential: Credential,
  purpose: "sign-in" | "investigation" = "sign-in",
): SignInContext {
  const { image, registry, clock } = run.input;
  return {
    credential,
    scheme: registry.scheme,
    host: image.host,
    path: image.path,
    nowMs: clock.now(),
    send: (request) => run.send("token", { ...request, purpose }),
    hide: (secret) => run.redactor.add(secret),
  };
}

/** Opens the stored credential in its type's own way; the run knows why that failed. */
export async function openPair(run: Run, credential: Credential): Promise<OpenedPair | "failed"> {
  const opened = await run.signIn.open(signInContext(run, credential));
  if (opened.ok) {
    run.redactor.add(opened.pair.secret);
    return opened;
  }
  if (opened.code !== null) {
    run.stop({ reason: "sign-in-failed", code: opened.code, message: opened.message });
  }
  run.fail("token");
  return "failed";
}

function useBasic(run: Run, opened: OpenedPair | null): Access | null {
  if (opened === null) {
    run.steps.end(
      "token",
      "failed",
      "The registry asks for a user name and secret; there is none.",
    );
    return null;
  }
  const { overPrivileged } = opened;
  if (overPrivileged !== undefined) run.note("token", "over-privileged", overPrivileged);
  const { pair, expiresAt } = opened;
  if (expiresAt === null) {
    run.steps.end(
      "token",
      "skipped",
      "Not needed: the registry takes user name and secret directly.",
    );
  } else {
    run.steps.end("token", "passed", passwordInWords(expiresAt - run.input.clock.now()));
  }
  const issued = { kind: "pair" as const, pair, expiresAt };
  const review = reviewOf(opened);
  return { authorization: basicAuthorization(pair), renew: null, review, issued };
}

function reviewOf(opened: OpenedPair | null): Review | null {
  return opened?.review === undefined ? null : { purpose: "review", ask: opened.review };
}

async function exchangeToken(
  run: Run,
  challenge: Bearer,
  pair: Pair | null,
  overPrivileged?: string,
) {
  const result = await requestToken(run, "token", challenge, pair);
  if (!result.ok) {
    await investigate(run);
    run.fail("token");
    return null;
  }
  const { token, facts } = result;
  run.facts.token = facts;
  if (result.clamped) run.note("token", "lifetime-clamped");
  const looks = run.profile === "full" && !run.steps.hasEnded("token") && pair !== null;
  const more =
    (looks ? await grantedBeyondPull(run, challenge, pair, facts.granted) : undefined) ??
    overPrivileged;
  if (more !== undefined) run.note("token", "over-privileged", more);
  else if (looks && run.signIn.probesPush === "where-readable" && facts.granted === null) {
    run.note("token", "rights-unknown");
  }
  run.steps.end("token", more === undefined ? "passed" : "warning", tokenInWords(facts), [
    { kind: "token", ...facts },
  ]);
  const expiresAt = run.input.clock.now() + result.endsInMs;
  return { kind: "token" as const, token, scope: openedBy(run, facts), expiresAt };
}

/** What a token opens: more than was asked for where it says so itself. */
function openedBy(run: Run, { granted, scope }: TokenFacts): string {
  const given = (granted ?? []).filter(({ actions }) => actions.length > 0);
  const more =
    given.length > 1 || given.some(({ actions }) => actions.some((one) => one !== "pull"));
  if (!more) return scope;
  const all = given.map(({ type, name, actions }) => `${type}:${name}:${actions.join(",")}`);
  return sanitize(all.join(" "), run.redactor);
}

/** Asks the vendor why, where the token service refused the pair and the vendor says more. */
async function investigate(run: Run): Promise<void> {
  const { credential } = run.input;
  const last = lastExchange(run);
  const refused = last?.purpose === "token" && last.authorization !== "none";
  const status = last?.answer?.status;
  if (credential === null || !refused || (status !== 401 && status !== 403)) return;
  await run.signIn.investigate?.(signInContext(run, credential, "investigation"));
}
