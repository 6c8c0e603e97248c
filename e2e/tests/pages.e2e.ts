import { expect, org, test } from "../fixtures.ts";

test("an address that leads nowhere says so", async ({ page, api }) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/no-such-page`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
