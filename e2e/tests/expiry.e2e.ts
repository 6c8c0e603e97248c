import { readFile } from "node:fs/promises";
import { expect, expectAccessible, org, test } from "../fixtures.ts";
import { addRegistry } from "../stack/seed.ts";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

test("an admin sets a date, snoozes a reminder and ends it again; the calendar follows", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team/*",
    image: "team/app:1",
  });
  await page.goto(`/o/${org}/expiry`);
  const unknown = page.getByRole("table", { name: "No date known" });
  await expect(unknown.getByRole("row", { name: /Team apps.*unknown/ })).toBeVisible();

  await page.getByRole("button", { name: "Set date of Team apps" }).click();
  const dialog = page.getByRole("dialog", { name: "When does the secret of 'Team apps' end?" });
  const day = inDays(6).slice(0, 10);
  await dialog.getByLabel("Ends on").fill(day);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save date" }).click();
  await expect(dialog).toHaveCount(0);
  const soon = page
    .getByRole("table", { name: "Within 14 days" })
    .getByRole("row", { name: /Team apps.*entered by Aino Karhu/ });
  await expect(soon).toContainText("in 6 days");

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("j");
  await expect(soon.getByRole("link", { name: "Team apps", exact: true })).toBeFocused();
  await page.keyboard.press(".");
  await page.getByRole("menuitem", { name: "Snooze 7 days" }).click();
  await expect(soon).toContainText("snoozed until");
  await page.reload();
  await expect(soon).toContainText("snoozed until");
  await page.getByRole("button", { name: "Actions for Team apps" }).click();
  await page.getByRole("menuitem", { name: "End snooze" }).click();
  await expect(soon).not.toContainText("snoozed until");

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download .ics" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("berth-acme.ics");
  const file = await readFile(await download.path(), "utf8");
  expect(file).toContain(`DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`);

  await page.getByRole("button", { name: "Make a calendar address" }).click();
  await expect(page.getByText("Add this address to your calendar now")).toBeVisible();
  const address = (await page.getByText(/\/api\/v1\/calendars\/brth_c_/).textContent()) ?? "";
  // As a calendar does it: without any sign-in.
  const read = await fetch(address.trim());
  expect(await read.text()).toContain("SUMMARY:The secret of 'Team apps' ends");

  await soon.getByRole("link", { name: "Replace secret of Team apps" }).click();
  await expect(page).toHaveURL(new RegExp(`/registries/${id}/credential\\?replace=1$`));
  await expect(page.getByLabel("Password or token")).toBeFocused();
});
