import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";
import { addRegistry } from "../stack/seed.ts";

test("from any page the keyboard reaches a registry, its check, and the answer for an image", async ({
  page,
  api,
  basicRegistry: { host },
}) => {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team/*",
    image: "team/app:1",
  });
  await page.goto(`/o/${org}/projects`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const palette = page.getByRole("dialog", { name: "Search or go to" });
  const field = palette.getByRole("combobox");

  const openPalette = async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(field).toBeFocused();
  };

  await test.step("open a registry", async () => {
    await openPalette();
    await expectAccessibleInBothThemes(page);
    await page.keyboard.type("team apps");
    await expect(palette.getByRole("option", { name: /^Team apps/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/o/${org}/registries/${id}$`));
    await expect(palette).toBeHidden();
  });
  await test.step("check it", async () => {
    await openPalette();
    await page.keyboard.type("check team");
    await expect(palette.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/checks\/chk_/);
    await expect(
      page.getByText(`The credential can pull ${host}/team/app:1.`).first(),
    ).toBeVisible();
  });
  await test.step("explain an image", async () => {
    await openPalette();
    await page.keyboard.type(`${host}/team/train:2`);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/explain\?image=/);
    await expect(page.getByText("Uses 'Team apps'.").first()).toBeVisible();
  });
  await test.step("where nothing fits, it says so and Escape leaves", async () => {
    await openPalette();
    await page.keyboard.type("no such page at all");
    await expect(palette.getByText("Nothing here has that name.")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  });
});

test("? lists the keys, and g with a letter goes somewhere, unless they are turned off", async ({
  page,
  api,
}) => {
  expect(api).toBeDefined();
  await page.goto(`/o/${org}/projects`);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText("Projects");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(heading).toHaveText("Explain an image");

  await page.goto("/me");
  await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
  await page.goto(`/o/${org}/projects`);
  await expect(heading).toHaveText("Projects");
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.keyboard.press("?");
  await expect(sheet).toBeHidden();
  await expect(heading).toHaveText("Projects");
});
