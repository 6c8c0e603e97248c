import {
  startMailServer,
  tokenIn,
  type ReceivedMail,
} from "../../apps/bff/src/mail/testing/mail-server.ts";
import { expect, expectAccessibleInBothThemes, org, owner, test } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { apiFor } from "../stack/api.ts";
import { startBerth } from "../stack/start-berth.ts";

const fresh = "quite another long password";

test("a forgotten password is replaced with a mailed link, and an invitation comes by mail", async ({
  browser,
}) => {
  const mailbox = await startMailServer();
  const berth = await startBerth({
    allow: [],
    env: { BERTH_SMTP_URL: mailbox.url, BERTH_MAIL_FROM: "Berth <berth@example.com>" },
  });
  const context = await browser.newContext({ baseURL: berth.url });
  const page = await context.newPage();
  try {
    const api = apiFor(page.request, berth.url);
    await api("POST /setup", { body: { ...owner, token: berth.setupToken } });
    await context.clearCookies();

    await page.goto("/login");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByRole("button", { name: "Send link" }).click();
    await expect(page.getByText("Look into your mailbox")).toBeVisible();
    const link = linkOf(await lastMail(mailbox.mails));

    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1, name: "Set a new password" })).toBeVisible();
    await expectNowhere(page, [link.split("token=")[1] ?? "no token"]);
    await expectAccessibleInBothThemes(page);
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByRole("region", { name: "There is a problem" })).toBeFocused();
    await page.getByLabel("New password").fill(fresh);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(
      page.getByRole("heading", { level: 1, name: "Your new password is set" }),
    ).toBeVisible();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByRole("textbox", { name: "Password" }).fill(fresh);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();

    await page.goto(`/o/${org}/members`);
    await page.getByRole("button", { name: "Invite member" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite member" });
    await dialog.getByLabel("E-mail").fill("bea@example.com");
    await dialog.getByRole("button", { name: "Invite", exact: true }).click();
    await expect(page.getByText("We sent the invitation to bea@example.com")).toBeVisible();
    await expect(page.getByText("#token=")).toHaveCount(0);
    expect(tokenIn(await lastMail(mailbox.mails))).toMatch(/^brth_l_/);
  } finally {
    await context.close();
    await berth.stop();
    await mailbox.close();
  }
});

/** The newest mail with a link in it. */
async function lastMail(mails: readonly ReceivedMail[]): Promise<ReceivedMail> {
  await expect.poll(() => mails.filter((mail) => tokenIn(mail) !== "").length).toBeGreaterThan(0);
  const mail = mails.findLast((one) => tokenIn(one) !== "");
  if (mail === undefined) throw new Error("no mail came");
  return mail;
}

function linkOf({ text }: ReceivedMail): string {
  return /^https?:\S+$/m.exec(text.replaceAll("\r", ""))?.[0] ?? "";
}
