import { secretAlertDays, workerTokenAlertDays, type AlertKind } from "@berth/api-contract";
import { newId } from "../../ids.ts";
import type { AlertEvent, AlertFacts, Organization } from "../../store/rows.ts";
import type { ServiceDeps } from "../deps.ts";
import { dueDates, type DueDate } from "../expiry/dates.ts";
import { daysAfter, daysBefore } from "../time.ts";

/** What is longer ago than this was told when it happened, or nobody wanted to know. */
const lookBackDays = 7;
const uncoveredHours = 24;
const uncoveredMax = 20;
/** An image that was told is not told again for this long. */
const uncoveredQuietDays = 30;
const hourMs = 3_600_000;

type Deps = Pick<ServiceDeps, "store" | "clock">;
type Due = Pick<AlertEvent, "key" | "kind" | "subject" | "facts">;

/** Raises the alerts that time brings: ends that come near or have come, and images that no pattern covers. */
export async function raiseDueAlerts(deps: Deps, organization: Organization): Promise<number> {
  const now = deps.clock();
  const { store } = deps;
  const registries = await store.registries.list(organization.id);
  const tokens = await store.workerTokens.list(organization.id);
  const due = dueDates(registries, tokens, now).flatMap((date) => dueAlert(date, now) ?? []);
  const uncovered = await uncoveredAlert(store, organization, now);
  if (uncovered !== null) due.push(uncovered);
  let raised = 0;
  for (const one of due) {
    const id = newId("ale", now);
    const added = await store.alerts.raise({
      ...one,
      organizationId: organization.id,
      id,
      at: now,
    });
    if (added) raised += 1;
  }
  return raised;
}

/** The alert that a date calls for now: the one of the nearest threshold that is reached, never all of them. */
export function dueAlert(date: DueDate, now: number): Due | null {
  if (date.at < daysBefore(now, lookBackDays)) return null;
  const ended = date.at <= now;
  const alert = (kind: AlertKind, key: string, facts: AlertFacts): Due => {
    const { id, name } = date.kind === "worker-token" ? date.token : date.registry;
    return { kind, key: `${kind}/${id}/${date.at}${key}`, subject: { id, name }, facts };
  };
  switch (date.kind) {
    case "rotation":
      return ended ? alert("secret.rotation-due", "", { endsAt: date.at, days: date.days }) : null;
    case "worker-token": {
      const { token } = date;
      // One that has a successor is meant to end.
      if (ended || token.rotatedTo !== null) return null;
      const days = nearest(workerTokenAlertDays, date.at, now);
      const longer = days !== null && daysAfter(token.createdAt, days) < date.at;
      return longer ? alert("worker-token.expiring", `/${days}`, { endsAt: date.at }) : null;
    }
    case "expiry": {
      const { guess, registry } = date;
      if (registry.paused) return null;
      // A usual lifetime is a guess and ends nothing.
      if (ended) return guess ? null : alert("secret.expired", "", { endsAt: date.at });
      const { snoozedUntil } = registry.expiry;
      if (snoozedUntil !== null && snoozedUntil > now) return null;
      const days = nearest(secretAlertDays, date.at, now);
      return days === null
        ? null
        : alert("secret.expiring", `/${days}`, { endsAt: date.at, guess });
    }
  }
}

/** The smallest number of days that are left at most. */
function nearest(thresholds: readonly number[], at: number, now: number): number | null {
  const reached = thresholds.filter((days) => at <= daysAfter(now, days));
  return reached.length === 0 ? null : Math.min(...reached);
}

async function uncoveredAlert(
  store: Deps["store"],
  { id, name }: Organization,
  now: number,
): Promise<Due | null> {
  const since = now - uncoveredHours * hourMs;
  const pulled = await store.alerts.uncovered(id, { since, limit: 200 });
  if (pulled.length === 0) return null;
  const quietSince = daysBefore(now, uncoveredQuietDays);
  const told = await store.alerts.eventsSince(id, "images.uncovered", quietSince);
  const known = new Set(
    told.flatMap(({ facts }) => (facts.images ?? []).map(({ image }) => image)),
  );
  const images = pulled.filter(({ image }) => !known.has(image)).slice(0, uncoveredMax);
  if (images.length === 0) return null;
  // One an hour at most, whatever runs beside.
  const key = `images.uncovered/${Math.floor(now / hourMs)}`;
  return { kind: "images.uncovered", key, subject: { id, name }, facts: { images } };
}
