const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const hour = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** "3 May", or "3 May, 14:00" in the zone of this device: days are the server's, in UTC, hours are anybody's. */
export function slotInWords(at: string, unit: "hour" | "day"): string {
  return (unit === "hour" ? hour : day).format(Date.parse(at));
}
