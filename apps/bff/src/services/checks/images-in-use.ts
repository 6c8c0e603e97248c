import type { CheckOutcome, ImageInUse, ImagesInUse } from "@berth/api-contract";
import { hostRuleAllows, parseImage, type ImageReference } from "@berth/image-pattern";
import {
  diagnose,
  requestsSent,
  runReCheck,
  systemClock,
  type Diagnosis,
} from "@berth/registry-client";
import type { RememberedChallenge } from "@berth/registry-client";
import type { Registry } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { connectionOf, credentialOf } from "../registries/connection.ts";
import { savedForm } from "../registries/saved-form.ts";
import { openSecret } from "../secrets/open.ts";
import type { CheckSubject } from "./subject.ts";

const days = 30;
const repositoriesMax = 20;
/** Registries that are slow to answer must not hold the organization's place for checks. */
const allMs = 60_000;

/** How one of the two secrets is sent. */
type Way = Pick<CheckSubject, "connectionTo" | "credential"> & { socketsOf: string };

/**
 * Asks with a new secret for what workers pulled with this registry lately: one image of each repository,
 * one authenticated HEAD each. Where that does not work, the secret in use is asked as well: only what it
 * opens can be lost. `tell` hears of every image before and after it is asked.
 */
export async function tryImagesInUse(
  ctx: MemberContext,
  subject: CheckSubject & { registry: Registry },
  given: {
    /** Whose sockets the new secret's requests go through. */
    socketsOf: string;
    remembered: RememberedChallenge | null;
    signal: AbortSignal;
    tell: (found: ImagesInUse) => void;
  },
): Promise<{ found: ImagesInUse; requests: number }> {
  const { registry } = subject;
  const { signal, tell, remembered } = given;
  const served = await ctx.store.pulls.imagesServed(ctx.organization.id, {
    registryId: registry.id,
    days,
    now: ctx.clock(),
    limit: repositoriesMax,
  });
  const { hostRule } = subject.connectionTo(subject.image.host);
  const mine = served.images.flatMap(({ image: text, pulls }) => {
    const parsed = parseImage(text);
    const fits = parsed.ok && hostRuleAllows(hostRule, parsed.image.host);
    return fits ? [{ image: parsed.image, text, pulls }] : [];
  });
  const images: ImageInUse[] = mine.map(({ text, pulls }) => ({
    image: text,
    pulls,
    state: "waiting",
    text: "",
  }));
  const found = () => ({
    days,
    images: images.map((one) => ({ ...one })),
    leftOut: served.leftOut,
  });
  const say = (at: number, change: Pick<ImageInUse, "state" | "text">) => {
    const known = images[at];
    if (known !== undefined) images[at] = { ...known, ...change };
    tell(found());
  };
  let requests = 0;
  const ask = async (image: ImageReference, way: Way): Promise<Diagnosis> => {
    const trace = await runReCheck({
      image,
      registry: way.connectionTo(image.host),
      credential: way.credential,
      transport: ctx.egress.transportFor({
        organizationId: ctx.organization.id,
        registryId: way.socketsOf,
      }),
      clock: systemClock,
      signal,
      // A challenge counts for the host that gave it.
      known: image.host === subject.image.host ? remembered : null,
    });
    requests += requestsSent(trace.exchanges);
    return diagnose(trace);
  };

  const endsAt = ctx.clock() + allMs;
  const anew: Way = { ...subject, socketsOf: given.socketsOf };
  let current: Promise<Way | null> | null = null;
  let stopped = "";
  for (const [at, { image }] of mine.entries()) {
    if (image.canonical === subject.image.canonical) {
      say(at, { state: "works", text: "" });
      continue;
    }
    if (ctx.clock() >= endsAt) stopped ||= "Not asked: the others took a minute.";
    if (stopped !== "") {
      say(at, { state: "unknown", text: stopped });
      continue;
    }
    say(at, { state: "asking", text: "" });
    const { outcome, symptom } = await ask(image, anew);
    signal.throwIfAborted();
    if (outcome === "rate_limited")
      stopped = "Not asked: the registry limits how often it answers.";
    const answer = answerOf(outcome);
    if (answer === "works") {
      say(at, { state: "works", text: "" });
      continue;
    }
    current ??= secretInUse(ctx, registry);
    const way = await current;
    const before = way === null ? "refuses" : answerOf((await ask(image, way)).outcome);
    signal.throwIfAborted();
    say(at, { state: compared(answer, before), text: symptom });
  }
  return { found: found(), requests };
}

/** The secret in use; null where none can be opened, so that nothing works with it. */
async function secretInUse(ctx: MemberContext, registry: Registry): Promise<Way | null> {
  const form = savedForm(registry);
  const opened = await openSecret(ctx, form.type, registry).catch(() => null);
  if (opened === null) return null;
  return {
    connectionTo: (host) => connectionOf(form, registry.name, host),
    credential: credentialOf(ctx, form, opened.secret),
    socketsOf: registry.id,
  };
}

type Answer = "works" | "refuses" | "unclear";

function answerOf(outcome: CheckOutcome): Answer {
  if (outcome === "ok" || outcome === "ok_but_public") return "works";
  return refusals.has(outcome) ? "refuses" : "unclear";
}

const refusals: ReadonlySet<CheckOutcome> = new Set([
  "authenticated_but_not_found",
  "denied_or_missing",
  "bad_credential",
  "expired",
]);

/** What the secret in use does not open can't be lost; what could not be asked may be. */
function compared(anew: Exclude<Answer, "works">, before: Answer): ImageInUse["state"] {
  if (before === "refuses") return "works-with-neither";
  return anew === "refuses" && before === "works" ? "works-with-current" : "unknown";
}

/** The images that may stop working with the new secret. */
export function notProven(found: ImagesInUse | null): ImageInUse[] {
  const open: ReadonlySet<ImageInUse["state"]> = new Set([
    "waiting",
    "asking",
    "works-with-current",
    "unknown",
  ]);
  return (found?.images ?? []).filter(({ state }) => open.has(state));
}
