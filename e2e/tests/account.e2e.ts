import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, owner, test } from "../fixtures.ts";
import { appCode } from "../flows/app-code.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { apiFor } from "../stack/api.ts";

async function enterPassword(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("an app is set up, then asked for at the sign-in, and a recovery code stands in for it", async ({
  page,
  api,
}) => {
  await api("GET /session", {});
  await page.goto("/me");
  await page.getByRole("button", { name: "Set up an app" }).click();
  const dialog = page.getByRole("dialog", { name: "Set up an app" });
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const key = (await dialog.getByRole("code").innerText()).trim();
  await dialog.getByLabel("Code from the app").fill("000000");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog.getByText(/not the code of this moment/).first()).toBeVisible();
  await dialog.getByLabel("Code from the app").fill(appCode(key));
  await dialog.getByRole("button", { name: "Turn on" }).click();

  const shown = page.getByRole("dialog", { name: "Your recovery codes" });
  const codes = (await shown.getByRole("code").innerText()).trim().split(/\s+/);
  expect(codes).toHaveLength(10);
  await expectAccessibleInBothThemes(page);
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(shown.getByText("Confirm that you have stored the codes.")).toBeVisible();
  await shown.getByRole("checkbox", { name: "I've stored them" }).check();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await expectNowhere(page, [key.replaceAll(" ", ""), ...codes]);

  await api("POST /sign-out", {});
  await enterPassword(page);
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("Code", { exact: true }).fill("123123");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/This code can't be used/).first()).toBeVisible();
  // The next half minute's code is good already, and the one that turned the app on is used up.
  await page.getByLabel("Code", { exact: true }).fill(appCode(key, 1));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();

  await api("POST /sign-out", {});
  await enterPassword(page);
  await page.getByLabel("Code", { exact: true }).fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();
  await page.goto("/me");
  await expect(page.getByText("9 recovery codes left")).toBeVisible();
  await page.getByRole("button", { name: "Turn off…" }).click();
  await page.getByRole("button", { name: "Turn off", exact: true }).click();
  await expect(page.getByRole("button", { name: "Set up an app" })).toBeVisible();
});

test("an owner creates another organization, arrives in it, and changes back", async ({
  page,
  api,
}) => {
  await api("GET /session", {});
  await page.goto("/me");
  await page.getByRole("button", { name: "Create organization…" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an organization" });
  await dialog.getByLabel("Name").fill("Beta");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Create organization" }).click();
  await expect(page).toHaveURL(/\/o\/beta\/registries$/);
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();
  await page.getByRole("button", { name: "Organization: Beta" }).click();
  await page.getByRole("menuitem", { name: "Acme" }).click();
  await expect(page).toHaveURL(/\/o\/acme\/registries$/);
});

test("other sessions are listed and ended, and a new password ends the rest", async ({
  page,
  api,
  berth,
  browser,
}) => {
  await api("GET /session", {});
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const others = contexts.map(({ request }) => apiFor(request, berth.url));
  const { email, password } = owner;
  for (const other of others) await other("POST /sign-in", { body: { email, password } });

  await page.goto("/me");
  const table = page.getByRole("table", { name: "Your sessions" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("row", { name: /this one/ })).toHaveCount(1);
  await table.getByRole("button", { name: /^End/ }).first().click();
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  for (const other of others) await expect(other("GET /session", {})).rejects.toThrow("401");

  await page.getByRole("button", { name: "Change password" }).click();
  const form = page.getByRole("form", { name: "Change password" });
  await form.getByLabel("Password you have now").fill("not this one at all");
  await form.getByLabel("New password").fill("quite another long password");
  await form.getByRole("button", { name: "Change password" }).click();
  await expect(form.getByText("This is not the password you have now.").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await form.getByLabel("Password you have now").fill(password);
  await form.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await expect(others[0]?.("POST /sign-in", { body: { email, password } })).rejects.toThrow("401");
  await Promise.all(contexts.map((context) => context.close()));
});
