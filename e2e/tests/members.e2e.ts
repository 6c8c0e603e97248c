import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, org, owner, test } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { apiFor } from "../stack/api.ts";
import { ageSessions } from "../stack/age-sessions.ts";
import { signInAs } from "../stack/add-person.ts";

const params = { org };

/** Fills in the dialog and gives the link that is shown once. */
async function invite(page: Page, email: string, role: "Admin" | "Support" | "Member") {
  await page.goto(`/o/${org}/members`);
  await page.getByRole("button", { name: "Invite member" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("radio", { name: role }).check();
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const result = page.getByRole("dialog", { name: "Invited" });
  await expect(result.getByText(`Pass this link on to ${email}`)).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const link = (await result.getByRole("region", { name: "Link" }).innerText()).trim();
  await result.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: new RegExp(email) })).toBeVisible();
  return link;
}

test("somebody is invited, makes an account with the link, and is there", async ({
  page,
  api,
  berth,
  browser,
}) => {
  await api("GET /session", {});
  const link = await invite(page, "bea@example.com", "Support");
  const context = await browser.newContext({ baseURL: berth.url });
  const hers = await context.newPage();
  await hers.goto(link);
  await expect(hers.getByRole("heading", { level: 1, name: "Join Acme" })).toBeVisible();
  await expect(
    hers.getByText("Aino Karhu invited bea@example.com to Acme as Support."),
  ).toBeVisible();
  await expectAccessibleInBothThemes(hers);
  await expectNowhere(hers, [link.split("token=")[1] ?? "no token in the link"]);
  await hers.getByLabel("Your name").fill("Bea Ek");
  await hers.getByRole("textbox", { name: "Password" }).fill("quite another long password");
  await hers.getByRole("button", { name: "Create account and join" }).click();
  await expect(hers).toHaveURL(/\/o\/acme\/registries$/);
  await hers.goto("/o/acme/tokens/new");
  await expect(hers.getByRole("heading", { level: 1, name: /can't open/ })).toBeVisible();
  await page.reload();
  const row = page.getByRole("row", { name: /Bea Ek/ });
  await expect(row).toContainText("Support");
  await expect(page.getByRole("heading", { name: "Invitations" })).toHaveCount(0);

  await hers.goto(link);
  await expect(
    hers.getByRole("heading", { level: 1, name: "This invitation can't be used" }),
  ).toBeVisible();
  await expectAccessibleInBothThemes(hers);
  await context.close();
});

test("an invitation is for its address: another account is told to sign out, the right one joins", async ({
  page,
  api,
  berth,
  browser,
}) => {
  const hers = await browser.newPage({ baseURL: berth.url });
  await signInAs(hers, berth, "support", "Bea Ek");
  await apiFor(hers.request, berth.url)("POST /organizations/{org}/leave", { params });
  await hers.close();
  const { link } = await api("POST /organizations/{org}/invitations", {
    params,
    body: { email: "bea.ek@example.com", role: "member" },
  });

  await page.goto(link ?? "");
  await expect(page.getByText(/You are signed in as aino@example.com/)).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue("bea.ek@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Join Acme" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();
  await page.goto(`/o/${org}/members`);
  await expect(page.getByRole("row", { name: /Bea Ek \(you\)/ })).toContainText("Member");
});

test("a role changes after a fresh proof of who one is, and the last owner stays", async ({
  page,
  api,
  berth,
  browser,
}) => {
  const hers = await browser.newPage({ baseURL: berth.url });
  await signInAs(hers, berth, "member", "Bea Ek");
  await api("GET /session", {});
  ageSessions(berth, { column: "confirmed_at", minutes: 11 });
  await page.goto(`/o/${org}/members`);
  await page.getByRole("button", { name: "Actions for Bea Ek" }).click();
  await page.getByRole("menuitem", { name: "Change role…" }).click();
  const dialog = page.getByRole("dialog", { name: "Change the role of Bea Ek" });
  await dialog.getByRole("radio", { name: "Admin" }).check();
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Change role" }).click();

  const confirm = page.getByRole("dialog", { name: "Confirm that it's you" });
  await expect(confirm.getByRole("textbox", { name: "Password" })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await confirm.getByRole("textbox", { name: "Password" }).fill("not the right one");
  await confirm.getByRole("button", { name: "Confirm" }).click();
  await expect(confirm.getByText("This is not your password.").first()).toBeVisible();
  await confirm.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await confirm.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("row", { name: /Bea Ek/ })).toContainText("Admin");
  await hers.goto(`/o/${org}/tokens/new`);
  await expect(hers.getByRole("heading", { level: 1, name: "Create worker token" })).toBeVisible();

  await page.getByRole("button", { name: "Actions for Aino Karhu" }).click();
  await page.getByRole("menuitem", { name: "Leave organization…" }).click();
  await page.getByRole("button", { name: "Leave organization" }).click();
  await expect(page.getByText("You're the only owner.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Actions for Bea Ek" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("button", { name: "Remove member" }).click();
  await expect(page.getByRole("row", { name: /Bea Ek/ })).toHaveCount(0);
  await hers.reload();
  await expect(
    hers.getByRole("heading", { level: 1, name: "We can't find that page" }),
  ).toBeVisible();
  await hers.close();
});
