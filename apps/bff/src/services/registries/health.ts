import { dayInWords } from "@berth/registry-catalog";
import type { CheckOutcome, Health as HealthView } from "@berth/api-contract";
import { isOfOneRepository, type Diagnosis } from "@berth/registry-client";
import type { Check, Expiry, Health, Registry, StoredHealthState } from "../../store/rows.ts";
import { daysAfter, isoOrNull } from "../time.ts";
import type { PlainForm } from "./form.ts";
import { signsWorkersIn } from "./signed-in-to-by-workers.ts";

export const notChecked: Health = {
  state: "not-checked",
  reason: "Not checked since it was saved.",
  since: null,
  checkedAt: null,
  checkId: null,
  checkedBy: null,
};

export type Effect = "healthy" | "failing" | "trouble" | "none";

const expiringDays = 14;

/**
 * What a finished check says of a registry's health; null where it says nothing either way. Network
 * trouble and limits never mark a credential as bad.
 */
export function healthOf(
  effect: Effect,
  check: { id: string; symptom: string; at: number; worker?: string },
  before: Health | null,
): Health | null {
  if (effect === "none") return null;
  const state: StoredHealthState = effect;
  const unchanged = before !== null && before.state === state;
  return {
    state,
    reason: state === "healthy" ? "The last check fetched a manifest." : check.symptom,
    since: unchanged ? before.since : check.at,
    checkedAt: check.at,
    checkId: check.id,
    checkedBy: check.worker ?? null,
  };
}

/**
 * What a diagnosis says of a registry of this type whose credential was proven before. Where the registry does
 * not tell a missing right from a missing image, or names a right that only this repository's image needs, one
 * image is no reason to withhold the credential from all others.
 */
export function effectOnProven(
  type: string,
  {
    code,
    healthEffect,
    outcome,
    confidence,
  }: Pick<Diagnosis, "code" | "healthEffect" | "outcome" | "confidence">,
): Effect {
  const ambiguous = outcome === "denied_or_missing" && confidence === "one-of-two";
  return ambiguous || isOfOneRepository(type, code) ? "none" : healthEffect;
}

/**
 * What the outcome of a check made before saving says of the registry that is saved with it: nothing, where only
 * workers can sign in.
 */
export function healthFromCheck(
  check: Check | null,
  form: Pick<PlainForm, "type" | "settings">,
): Health {
  if (check === null || signsWorkersIn(form)) return notChecked;
  if (check.outcome === null || check.finishedAt === null) return notChecked;
  const effect = effectOf(check.outcome);
  const symptom = check.diagnosis?.symptom ?? "";
  return healthOf(effect, { id: check.id, symptom, at: check.finishedAt }, null) ?? notChecked;
}

/** What the outcome of a check says of its registry. */
export function effectOf(outcome: CheckOutcome): Effect {
  return effects[outcome];
}

const effects: Record<CheckOutcome, Effect> = {
  ok: "healthy",
  ok_but_public: "healthy",
  bad_credential: "failing",
  expired: "failing",
  denied_or_missing: "none",
  authenticated_but_not_found: "none",
  rate_limited: "trouble",
  unreachable: "trouble",
  tls: "trouble",
  policy: "trouble",
  not_a_registry: "trouble",
  registry_trouble: "trouble",
  cancelled: "none",
  unclassified: "none",
};

/** The state as people see it: the stored one, or what pausing, a running check or a date says above it. */
export function shownState(
  { state, paused, expiry }: { state: StoredHealthState; paused: boolean; expiry: Expiry },
  now: number,
  checking: boolean,
): HealthView["state"] {
  if (paused) return "paused";
  if (checking) return "checking";
  if (isExpired(expiry, now)) return "expired";
  if (state === "failing" || state === "trouble" || state === "expired") return state;
  if (expiry.at !== null && expiry.at <= daysAfter(now, expiringDays)) return "expiring";
  return state;
}

/** Health as people see it, with one sentence that says why. */
export function healthView(
  registry: Pick<Registry, "health" | "paused"> & { expiry: Expiry },
  now: number,
  checking: boolean,
): HealthView {
  const { health, paused, expiry } = registry;
  const state = shownState({ state: health.state, paused, expiry }, now, checking);
  return {
    state,
    reason: reasonOf(state, registry, now),
    since: isoOrNull(health.since),
    checkedAt: isoOrNull(health.checkedAt),
    checkId: health.checkId,
    checkedBy: health.checkedBy === null ? null : { worker: health.checkedBy },
  };
}

function reasonOf(
  state: HealthView["state"],
  { health, expiry }: Pick<Registry, "health"> & { expiry: Expiry },
  now: number,
): string | null {
  if (state === "paused") return "Paused: pulls that match get no credential.";
  if (state === "checking") return "A check is running.";
  if (state === "expired" && isExpired(expiry, now)) {
    return `The secret ended on ${dayInWords(expiry.at)}.`;
  }
  if (state === "expiring" && expiry.at !== null) {
    const day = dayInWords(expiry.at);
    return expiry.source === "default"
      ? `The secret usually ends on ${day}. Correct the date if it was made for longer.`
      : `The secret ends on ${day}.`;
  }
  return health.reason;
}

/** A usual lifetime is a guess and ends nothing. */
export function isExpired(expiry: Expiry, now: number): expiry is Expiry & { at: number } {
  return expiry.at !== null && expiry.at <= now && expiry.source !== "default";
}
