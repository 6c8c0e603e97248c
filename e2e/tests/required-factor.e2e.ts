import type { ApiCall } from "@berth/api-contract";
import { expect, expectAccessibleInBothThemes, org, owner, test } from "../fixtures.ts";
import { appCode } from "../flows/app-code.ts";
import { ageSessions } from "../stack/age-sessions.ts";
import { signInAs } from "../stack/add-person.ts";

/** Gives a recovery code: the app's next one comes half a minute later. */
async function setUpApp(api: ApiCall): Promise<string> {
  const { secret } = await api("POST /account/second-factor/totp", {});
  const { codes } = await api("POST /account/second-factor/totp/activate", {
    body: { code: appCode(secret) },
  });
  return codes?.[0] ?? "";
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
  const code = await setUpApp(api);
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

  // Later on, what weakens the organization asks for both proofs again.
  ageSessions(berth, { column: "confirmed_at", minutes: 11 });
  await page.getByRole("button", { name: "Stop requiring it…" }).click();
  await dialog.getByRole("button", { name: "Stop requiring it" }).click();
  const proof = page.getByRole("dialog", { name: "Confirm that it's you" });
  await proof.getByLabel("Password", { exact: true }).fill(owner.password);
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(proof.getByLabel("Code")).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await proof.getByLabel("Code").fill(code);
  await proof.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("button", { name: "Require it…" })).toBeVisible();
});
