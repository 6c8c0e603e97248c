import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";

test("an owner gives the organization another name and address, then deletes it and is led to the other one", async ({
  page,
  api,
}) => {
  await api("POST /organizations", { body: { name: "Beta" } });
  await page.goto(`/o/${org}/settings/organization`);
  await page.getByLabel("Name", { exact: true }).fill("Acme Ltd");
  await page.getByLabel("Name in addresses").fill("beta");
  await expect(page.getByText("Addresses that people have kept will end")).toBeVisible();
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("This can't be had here. Choose another.").first()).toBeVisible();
  await page.getByLabel("Name in addresses").fill("acme-ltd");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page).toHaveURL(/\/o\/acme-ltd\/settings\/organization$/);
  await expect(page.getByRole("heading", { level: 1, name: "Organization" })).toBeVisible();

  await page.getByRole("button", { name: "Delete organization…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete Acme Ltd?" });
  await expect(dialog.getByText("1 membership")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete organization" }).click();
  await expect(dialog.getByText("Type 'Acme Ltd' to delete it.")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await dialog.getByLabel("Type 'Acme Ltd' to go on").fill("Acme Ltd");
  await dialog.getByRole("button", { name: "Delete organization" }).click();
  await expect(page).toHaveURL(/\/o\/beta\/registries/);
  await page.goto("/o/acme-ltd/registries");
  await expect(page.getByRole("heading", { name: "We can't find that page" })).toBeVisible();
});
