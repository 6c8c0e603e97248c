import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";

test("the question of support has a page of its own", async ({ page, api }) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/explain`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
