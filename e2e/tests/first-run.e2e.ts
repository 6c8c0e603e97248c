import { expect, expectAccessible, owner, test } from "../fixtures.ts";

test("the setup link makes the owner and the organization and leads to the first registry", async ({
  page,
  berth,
}) => {
  await page.goto(`${berth.url}/first-run#token=${berth.setupToken}`);
  await expect(page.getByRole("heading", { level: 1, name: "Set up Berth" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.getByLabel("Organization").fill(owner.organizationName);
  await page.getByRole("button", { name: "Create account and organization" }).click();
  await expect(page).toHaveURL(/\/o\/acme\/registries\/new$/);
  await expect(page.getByRole("heading", { level: 1, name: "Add a registry" })).toBeVisible();
});

test("what is missing is said in one summary, and nothing typed is lost", async ({
  page,
  berth,
}) => {
  await page.goto(`${berth.url}/first-run#token=${berth.setupToken}`);
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByRole("textbox", { name: "Password" }).fill("short");
  await page.getByRole("button", { name: "Create account and organization" }).click();
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(3);
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("Your name")).toHaveValue(owner.name);
  await expectAccessible(page);
});

test("the link works once", async ({ browser, berth, api }) => {
  await api("GET /session", {});
  const stranger = await browser.newPage();
  await stranger.goto(`${berth.url}/first-run#token=${berth.setupToken}`);
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(
    stranger.getByRole("button", { name: "Create account and organization" }),
  ).toHaveCount(0);
  await stranger.close();
});

test("a wrong password gets one answer for all mistakes and keeps the e-mail", async ({
  page,
  api,
  berth,
}) => {
  await api("POST /sign-out", {});
  await page.goto(`${berth.url}/o/acme/registries`);
  await expect(page).toHaveURL(/\/login/);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not the right one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("E-mail or password is wrong.").first()).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(owner.email);
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/o\/acme\/registries$/);
});
