import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";
import { addRegistry } from "../stack/seed.ts";

test("images of another registry are mapped to a cache, and explain shows both names", async ({
  page,
  api,
  basicRegistry,
}) => {
  const { host } = basicRegistry;
  await addRegistry(api, { name: "Cache", host, pattern: "team/*", image: "team/app:1" });
  await page.goto(`/o/${org}/settings/caches`);
  await page.getByLabel("Images below").fill("quay.io/*");
  await page.getByLabel("Are pulled below").fill(`${host}/team`);
  await page.getByRole("button", { name: "Add mapping" }).click();
  await expect(page.getByText("Write a host, with the first parts").first()).toBeVisible();
  await page.getByLabel("Images below").fill("quay.io");
  await page.getByRole("button", { name: "Add mapping" }).click();
  const row = page.getByRole("row").filter({ hasText: "quay.io" });
  await expect(row).toContainText(`${host}/team`);
  await expect(row.getByRole("link", { name: "Cache" })).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto(`/o/${org}/explain?image=quay.io/app:1`);
  await expect(page.getByRole("heading", { level: 2, name: /Uses 'Cache'/ })).toBeVisible();
  await expect(page.getByText(`quay.io/app:1 is pulled as ${host}/team/app:1`)).toBeVisible();

  await page.goto(`/o/${org}/settings/caches`);
  await page.getByRole("button", { name: "Remove the mapping of quay.io" }).click();
  await expect(page.getByText("No image is mapped yet.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
