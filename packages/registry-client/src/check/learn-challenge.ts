import { chooseChallenge, type ChosenChallenge } from "../choose-challenge.ts";
import { headerOf, mediaTypeOf } from "../headers.ts";
import { isPassingStatus } from "../passing-status.ts";
import { decideRealm } from "../realm-rule.ts";
import { redirectHost } from "./answer-facts.ts";
import type { Run } from "./run.ts";
import type { Sent } from "./session.ts";
import { challengeInWords } from "./wording.ts";

/** A way of signing in that the realm rule has let pass. */
export type UsableChallenge =
  | { scheme: "basic" }
  | { scheme: "bearer"; realm: URL; service: string | null; scope: string | null };

export type Learned =
  | { kind: "challenge"; challenge: UsableChallenge }
  /** The registry gave the manifest to somebody it doesn't know. */
  | { kind: "open" }
  /** The check is over; the run knows why. */
  | { kind: "ended" };

type Answered = Extract<Sent, { ok: true }>;

/** Asks for the manifest anonymously: the control of the check, and the way to learn the challenge. */
export async function learnChallenge(run: Run): Promise<Learned> {
  const head = await askAnonymously(run);
  if (!head.ok) return ended(run);
  const { status } = head.answer;
  if (status === 401) return readChallenge(run, head);
  if (status >= 200 && status < 300) return acceptOpen(run, head);
  if (status >= 300 && status < 400) return redirected(run, head);
  if (isPassingStatus(status)) return ended(run);
  if (mayAskUnasked(run, head)) return useUnaskedBasic(run);
  if (run.headUnsupported) return ended(run);
  // HEAD says nothing about why; some registries also challenge GET only.
  const get = await run.ask("challenge", "control-get", null);
  if (!get.ok) return ended(run);
  if (get.answer.status === 401) return readChallenge(run, get);
  if (get.answer.status >= 200 && get.answer.status < 300) return acceptOpen(run, get);
  return ended(run);
}

/** Chooses among the challenges of an answer and holds the token address against the realm rule. */
export function readChallenge(run: Run, sent: Answered): Learned {
  const { challenges } = sent;
  if (!challenges.ok) return stopped(run, { reason: "challenge-broken", problem: challenges.code });
  const choice = chooseChallenge(challenges.challenges);
  if (!choice.ok) {
    if (choice.code === "none") return stopped(run, { reason: "challenge-missing" });
    if (choice.code === "unsupported") {
      const schemes = sent.answer.challenges.map((challenge) => challenge.scheme).slice(0, 4);
      return stopped(run, { reason: "challenge-unsupported", schemes });
    }
    return stopped(run, { reason: "challenge-broken", problem: choice.code });
  }
  const usable = admitChallenge(run, choice.chosen);
  if (usable === null) return ended(run);
  return { kind: "challenge", challenge: usable };
}

/** Applies the realm rule; null, with the reason in the run, where a token address is refused. */
export function admitChallenge(run: Run, chosen: ChosenChallenge): UsableChallenge | null {
  if (chosen.scheme === "basic") return chosen;
  const decision = decideRealm(chosen.realm, run.origin, run.input.registry.realmRule);
  if (decision.ok) return { ...chosen, realm: decision.url };
  // With a ready bearer nothing secret ever goes to a token address.
  if (decision.code === "other-origin" && run.input.credential?.bearer !== undefined) {
    return { ...chosen, realm: new URL(chosen.realm) };
  }
  const realm = shownRealm(run, chosen.realm);
  run.stop({ reason: "realm-refused", problem: decision.code, realm });
  return null;
}

/** Tells the challenge as the result of its step. */
export function endChallengeStep(run: Run, challenge: UsableChallenge): void {
  const chosen =
    challenge.scheme === "basic" ? challenge : { ...challenge, realm: challenge.realm.href };
  run.steps.end("challenge", "passed", challengeInWords(chosen));
}

/** What a redirect says: the check ends there, whatever it leads to. */
export function stopAtRedirect(run: Run, sent: Answered): void {
  run.stop({ reason: "redirect", toHost: redirectHost(sent.response.headers, run.origin) });
}

async function askAnonymously(run: Run): Promise<Sent> {
  const head = await run.ask("challenge", "control-head", null);
  if (!head.ok || (head.answer.status !== 405 && head.answer.status !== 400)) return head;
  run.headUnsupported = true;
  run.note("challenge", "head-unsupported");
  return run.ask("challenge", "control-get", null);
}

function acceptOpen(run: Run, sent: Answered): Learned {
  const contentType = mediaTypeOf(sent.response.headers);
  if (contentType === "text/html") return stopped(run, { reason: "not-a-manifest", contentType });
  run.facts.control = "public";
  run.note("challenge", "public-image");
  if (run.input.credential !== null) run.note("challenge", "credential-not-asked");
  run.steps.end(
    "challenge",
    "warning",
    "Registry asked for no sign-in: anyone can pull this image",
  );
  return { kind: "open" };
}

/**
 * Some registries hide what they don't show strangers behind 403 or 404 instead of a challenge.
 * The registry's own origin may see the secret in any case, so Basic is tried once, but only where
 * the answer itself says that a registry is talking.
 */
function mayAskUnasked(run: Run, sent: Answered): boolean {
  const { status } = sent.answer;
  const known = headerOf(sent.response.headers, "docker-distribution-api-version") !== null;
  const allowed = run.input.credential !== null && run.signIn.bearerOnly !== true;
  return known && allowed && (status === 403 || status === 404);
}

function useUnaskedBasic(run: Run): Learned {
  run.facts.control = "private";
  run.steps.end(
    "challenge",
    "warning",
    "Registry asked for no sign-in; the credential is sent unasked",
  );
  return { kind: "challenge", challenge: { scheme: "basic" } };
}

function redirected(run: Run, sent: Answered): Learned {
  stopAtRedirect(run, sent);
  return ended(run);
}

function stopped(run: Run, stop: Parameters<Run["stop"]>[0]): Learned {
  run.stop(stop);
  return ended(run);
}

function ended(run: Run): Learned {
  if (run.steps.isRunning("challenge")) run.fail("challenge");
  return { kind: "ended" };
}

function shownRealm(run: Run, realm: string): string {
  const shown = run.redactor.redact(realm).slice(0, 200);
  return shown.replace(/[^\x21-\x7e]/g, "?");
}
