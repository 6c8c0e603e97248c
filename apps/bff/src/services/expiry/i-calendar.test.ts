import { expect, test } from "vitest";
import { iCalendar, type CalendarDay } from "./i-calendar.ts";

const day: CalendarDay = {
  uid: "reg_1@berth",
  day: "2026-12-31",
  summary: "Ends",
  description: "Replace it.",
  url: "https://berth.example.com/o/acme/registries/reg_1",
  stampAt: Date.UTC(2026, 4, 1, 9, 8, 7),
  alarmDays: [14, 1],
};

const linesOf = (text: string) => text.split("\r\n");

test("a day is an event of one whole day with its alarms, and every line ends as the standard wants", () => {
  const text = iCalendar("Acme", [day]);
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(linesOf(text)).toEqual(
    expect.arrayContaining([
      "UID:reg_1@berth",
      "DTSTAMP:20260501T090807Z",
      "DTSTART;VALUE=DATE:20261231",
      "DTEND;VALUE=DATE:20270101",
      "TRIGGER:-P14D",
      "TRIGGER:-P1D",
    ]),
  );
});

test("a name can't begin a property of its own", () => {
  const text = iCalendar("a\nEND:VCALENDAR", [
    { ...day, summary: "x\r\nATTACH:https://evil.test", description: "a,b;c\\d\u0007" },
  ]);
  expect(linesOf(text)).toContain("SUMMARY:x\\nATTACH:https://evil.test");
  expect(linesOf(text)).toContain("DESCRIPTION:a\\,b\\;c\\\\d");
  expect(linesOf(text).filter((line) => line === "END:VCALENDAR")).toHaveLength(1);
});

test("long lines are folded at 75 bytes without cutting a character in two", () => {
  const summary = "ä€😀".repeat(60);
  const text = iCalendar("Acme", [{ ...day, summary }]);
  for (const line of linesOf(text)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll("\r\n ", "")).toContain(`SUMMARY:${summary}`);
});
