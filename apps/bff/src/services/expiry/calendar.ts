import type { Organization } from "../../store/rows.ts";
import type { ServiceDeps } from "../deps.ts";
import { iso } from "../time.ts";
import { dueDates, type DueDate } from "./dates.ts";
import { iCalendar, type CalendarDay } from "./i-calendar.ts";

/** Every date of an organization as a calendar. Holds names and dates, and nothing of a secret. */
export async function calendarOf(
  { store, clock, publicUrl }: Pick<ServiceDeps, "store" | "clock" | "publicUrl">,
  organization: Organization,
): Promise<string> {
  const registries = await store.registries.list(organization.id);
  const tokens = await store.workerTokens.list(organization.id);
  const now = clock();
  const link = (path: string) => new URL(`/o/${organization.slug}/${path}`, publicUrl).href;
  return iCalendar(
    `${organization.name}: registry secrets`,
    dueDates(registries, tokens, now).map((date) => ({
      ...dayOf(date, link),
      day: iso(date.at).slice(0, 10),
      stampAt: now,
    })),
  );
}

function dayOf(
  date: DueDate,
  link: (path: string) => string,
): Omit<CalendarDay, "day" | "stampAt"> {
  if (date.kind === "worker-token") {
    const { id, name } = date.token;
    return {
      uid: `${id}@berth`,
      summary: `Worker token '${name}' ends`,
      description: "Machines that use it can no longer pull. Create a new one before.",
      url: link("tokens"),
      alarmDays: [14, 1],
    };
  }
  const { id, name } = date.registry;
  const url = link(`registries/${id}/credential`);
  if (date.kind === "rotation") {
    return {
      uid: `${id}-rotation@berth`,
      summary: `Replace the secret of '${name}'`,
      description: `It is ${date.days} days old on this day.`,
      url,
      alarmDays: [],
    };
  }
  return {
    uid: `${id}@berth`,
    summary: date.guess
      ? `The secret of '${name}' usually ends about now`
      : `The secret of '${name}' ends`,
    description: date.guess
      ? "This is the usual lifetime of such a secret. Enter the real date if you know it."
      : "Pulls that use it fail from this day on. Replace it before.",
    url,
    alarmDays: [14, 1],
  };
}
