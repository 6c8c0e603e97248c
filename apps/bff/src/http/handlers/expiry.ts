import {
  createCalendarAddress,
  deleteCalendarAddress,
  getCalendarAddress,
  readCalendar,
} from "../../services/expiry/calendar-address.ts";
import { downloadCalendar } from "../../services/expiry/download-calendar.ts";
import { snoozeExpiry } from "../../services/expiry/snooze.ts";
import type { FileAnswer } from "../file-answer.ts";
import type { Handlers } from "../route-types.ts";

export const expiryHandlers = {
  snoozeExpiry: async ({ ctx }, { params, body }) => ({
    registry: await snoozeExpiry(ctx, params.id, body),
  }),
  downloadCalendar: async ({ ctx }) =>
    calendarFile(ctx.organization.slug, await downloadCalendar(ctx)),
  getCalendarAddress: ({ ctx }) => getCalendarAddress(ctx),
  createCalendarAddress: ({ ctx }) => createCalendarAddress(ctx),
  deleteCalendarAddress: ({ ctx }) => deleteCalendarAddress(ctx),
  readCalendar: async ({ ctx }, { params }) => {
    const { organization, text } = await readCalendar(ctx, params.address);
    return calendarFile(organization.slug, text);
  },
} satisfies Partial<Handlers>;

function calendarFile(slug: string, text: string): FileAnswer {
  return {
    name: `berth-${slug}.ics`,
    contentType: "text/calendar; charset=utf-8",
    chunks: once(text),
  };
}

// oxlint-disable-next-line require-await -- an async iterable of one
async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
