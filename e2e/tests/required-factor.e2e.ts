import type { ApiCall } from "@berth/api-contract";
import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";
import { appCode } from "../flows/app-code.ts";
import { signInAs } from "../stack/add-person.ts";

async function setUpApp(api: ApiCall): Promise<void> {
  const { secret } = await api("POST /account/second-factor/totp", {});
  await api("POST /account/second-factor/totp/activate", { body: { code: appCode(secret) } });
}

test("an owner requires a second factor, and an admin without one is led to set it up, then goes on", async ({
  page,
  api,
  berth,
  browser,
}) => {
  await api("GET /session", {});
  const context = await browser.newContext({ baseURL: berth.url });
  const admin = await context.newPage();
  await signInAs(admin, berth, "admin", "Bea Virtanen");
  await admin.goto(`/o/${org}/registries`);
  await expect(admin.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();

  await page.goto(`/o/${org}/settings/security`);
  await expect(page.getByText("Set up your own second factor first")).toBeVisible();
  await setUpApp(api);
  await page.goto(`/o/${org}/settings/security`);
  await page.getByRole("button", { name: "Require it…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Bea Virtanen can only set up a second factor");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Require it" }).click();
  await expect(page.getByRole("button", { name: "Stop requiring it…" })).toBeVisible();

  // The page that stands open finds out by what it asks for next.
  await admin.getByRole("link", { name: "Projects" }).click();
  const needed = admin.getByRole("heading", { level: 1, name: "Set up a second factor to go on" });
  await expect(needed).toBeVisible();
  await admin.goto(`/o/${org}/members`);
  await expect(needed).toBeVisible();
  await expectAccessibleInBothThemes(admin);
  await admin.getByRole("button", { name: "Set up an app" }).click();
  const setup = admin.getByRole("dialog", { name: "Set up an app" });
  await setup
    .getByLabel("Code from the app")
    .fill(appCode((await setup.getByRole("code").innerText()).trim()));
  await setup.getByRole("button", { name: "Turn on" }).click();
  const codes = admin.getByRole("dialog", { name: "Your recovery codes" });
  await codes.getByRole("checkbox", { name: "I've stored them" }).check();
  await codes.getByRole("button", { name: "Done" }).click();
  await expect(admin.getByRole("row", { name: /Bea Virtanen/ })).toContainText("Password and app");
  await context.close();
});
