import { dayInWords } from "@berth/registry-client";
import type { CheckOutcome, Health as HealthView } from "@berth/api-contract";
import type { Diagnosis } from "@berth/registry-client";
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
 * What a diagnosis says of a registry whose credential was proven before. Where the registry does not tell
 * a missing right from a missing image, one image is no reason to withhold the credential from all others.
 */
export function effectOnProven({
  healthEffect,
  outcome,
  confidence,
}: Pick<Diagnosis, "healthEffect" | "outcome" | "confidence">): Effect {
  const ambiguous = outcome === "denied_or_missing" && confidence === "one-of-two";
  return ambiguous ? "none" : healthEffect;
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

/** Health as people see it: the stored state, or what pausing, a running check or a date says above it. */
export function healthView(
  registry: Pick<Registry, "health" | "paused"> & { expiry: Expiry },
  now: number,
  checking: boolean,
): HealthView {
  const { health, paused, expiry } = registry;
  const shown = (state: HealthView["state"], reason: string | null): HealthView => ({
    state,
    reason,
    since: isoOrNull(health.since),
    checkedAt: isoOrNull(health.checkedAt),
    checkId: health.checkId,
    checkedBy: health.checkedBy === null ? null : { worker: health.checkedBy },
  });
  if (paused) return shown("paused", "Paused: pulls that match get no credential.");
  if (checking) return shown("checking", "A check is running.");
  if (isExpired(expiry, now)) {
    return shown("expired", `The secret ended on ${dayInWords(expiry.at)}.`);
  }
  if (health.state === "failing" || health.state === "trouble" || health.state === "expired") {
    return shown(health.state, health.reason);
  }
  if (expiry.at !== null && expiry.at <= daysAfter(now, expiringDays)) {
    const day = dayInWords(expiry.at);
    return shown(
      "expiring",
      expiry.source === "default"
        ? `The secret usually ends on ${day}. Correct the date if it was made for longer.`
        : `The secret ends on ${day}.`,
    );
  }
  return shown(health.state, health.reason);
}

/** A usual lifetime is a guess and ends nothing. */
export function isExpired(expiry: Expiry, now: number): expiry is Expiry & { at: number } {
  return expiry.at !== null && expiry.at <= now && expiry.source !== "default";
}
