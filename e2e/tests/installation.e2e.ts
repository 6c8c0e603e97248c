import { expect, org, test } from "../fixtures.ts";
import { addRegistry } from "../stack/seed.ts";

test("an admin tries hosts against the outbound policy, and copies what this installation is", async ({
  page,
  api,
  tokenRegistry,
}) => {
  const { host } = tokenRegistry;
  await addRegistry(api, { name: "Team apps", host, pattern: "team/*", image: "team/app:1" });
  await page.goto(`/o/${org}/projects`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const palette = page.getByRole("dialog", { name: "Search or go to" });
  await page.keyboard.press("ControlOrMeta+k");
  await palette.getByRole("combobox").fill("settings network");
  await expect(palette.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Network" })).toBeVisible();

  const tester = page.getByRole("region", { name: "Would Berth connect to this host?" });
  await tester.getByRole("textbox", { name: "Host" }).fill("169.254.169.254");
  await tester.getByRole("textbox", { name: "Host" }).press("Enter");
  await expect(tester.getByText("Refused")).toBeVisible();
  await expect(tester.getByText(/are never reached/)).toBeVisible();
  const own = page.getByRole("row").filter({ hasText: "Team apps" });
  await own.getByRole("button", { name: `Try ${host}` }).click();
  await expect(own.getByText("Allowed")).toBeVisible();

  await page.getByRole("tab", { name: "About" }).click();
  await expect(page.getByText("The database answers.")).toBeVisible();
  await page.getByRole("button", { name: "Copy for support" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^Version: Berth \d+\.\d+\.\d+ on Node /);
  expect(text).toContain("Tables: in order");
  expect(text).not.toMatch(/127\.0\.0\.1|localhost|acme/i);
});
