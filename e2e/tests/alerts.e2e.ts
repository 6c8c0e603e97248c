import {
  startHookReceiver,
  type HookReceiver,
} from "../../apps/bff/src/services/alerts/testing/hook-receiver.ts";
import { startMailServer, type ReceivedMail } from "../../apps/bff/src/mail/testing/mail-server.ts";
import { expect, expectAccessibleInBothThemes, org, test as base } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { addRegistry, runCheck } from "../stack/seed.ts";

const test = base.extend<{ receiver: HookReceiver }>({
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are wanted from this pattern
  receiver: async ({}, use) => {
    const receiver = await startHookReceiver();
    await use(receiver);
    await receiver.close();
  },
  alsoAllowed: async ({ receiver }, use) => use([`${receiver.host};http`]),
});

test("an admin adds a signed webhook, tries it, sees what fails, pauses and deletes it", async ({
  page,
  api,
  receiver,
}) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/settings/alerts`);
  await expect(page.getByText("Nobody is told yet")).toBeVisible();
  await page.getByRole("button", { name: "Add channel" }).click();
  const dialog = page.getByRole("dialog", { name: "Add channel" });
  await dialog.getByRole("radio", { name: /Signed webhook/ }).check();
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog.getByText("Enter the address.").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await dialog.getByLabel("Name").fill("On call");
  await dialog
    .getByRole("textbox", { name: "Address" })
    .fill(`http://${receiver.host}/hook/s3cret-path`);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  const signing = page.getByRole("dialog", { name: "Signing secret of 'On call'" });
  const secret = await signing.getByText(/^brth_s_\S+$/).innerText();
  await expectAccessibleInBothThemes(page);
  await signing.getByRole("button", { name: "I've stored it" }).click();
  await expect(signing).toHaveCount(0);

  const channels = page.getByRole("table", { name: "Channels" });
  const log = page.getByRole("table", { name: "Delivery log" });
  await channels.getByRole("button", { name: "Send test to On call" }).click();
  await expect(page.getByText("The test to 'On call' was sent")).toBeVisible();
  await expect(log.getByRole("row", { name: /Test of an alert channel/ })).toContainText("Sent");
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]?.headers["berth-signature"]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  await expectNowhere(page, [secret, "s3cret-path"]);
  await expectAccessibleInBothThemes(page);

  receiver.answer.status = 500;
  await channels.getByRole("button", { name: "Send test to On call" }).click();
  await expect(page.getByText("The test to 'On call' did not arrive")).toBeVisible();
  await expect(log.getByRole("row", { name: /Not delivered/ })).toContainText("answered 500.");

  await channels.getByRole("button", { name: "Actions for On call" }).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(channels.getByRole("row", { name: /On call/ })).toContainText("Paused");
  await channels.getByRole("button", { name: "Actions for On call" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete channel" }).click();
  await expect(page.getByText("Nobody is told yet")).toBeVisible();
});

/** With a mail server that can be told to take nothing. */
const mailTest = base.extend<{ mailbox: { mails: ReceivedMail[]; url: string; refuses: boolean } }>(
  {
    // oxlint-disable-next-line no-empty-pattern -- as above
    mailbox: async ({}, use) => {
      const state = { refuses: false };
      const { mails, url, close } = await startMailServer({
        onRcptTo: (_address, _session, done) =>
          done(state.refuses ? new Error("no such mailbox") : null),
      });
      await use(Object.assign(state, { mails, url }));
      await close();
    },
    environment: async ({ mailbox }, use) =>
      use({ BERTH_SMTP_URL: mailbox.url, BERTH_MAIL_FROM: "Berth <berth@example.com>" }),
  },
);

mailTest(
  "an alert by e-mail that was not taken is sent again by hand",
  async ({ page, api, account, mailbox, basicRegistry: { host } }) => {
    const { id } = await addRegistry(api, {
      name: "Team apps",
      host,
      pattern: "team/*",
      image: "team/app:1",
    });
    await page.goto(`/o/${org}/settings/alerts`);
    await page.getByRole("button", { name: "Add channel" }).click();
    const dialog = page.getByRole("dialog", { name: "Add channel" });
    await dialog.getByRole("radio", { name: /E-mail/ }).check();
    await dialog.getByLabel("Name").fill("Night shift");
    await dialog.getByRole("textbox", { name: /Addresses/ }).fill("night@example.com");
    await dialog.getByRole("button", { name: "Add channel" }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Send test to Night shift" }).click();
    await expect(page.getByText("The test to 'Night shift' was sent")).toBeVisible();
    expect(mailbox.mails.map(({ to }) => to)).toEqual([["night@example.com"]]);

    mailbox.refuses = true;
    account.secret = "changed-by-the-vendor";
    await runCheck(api, { subject: "registry", registryId: id, image: `${host}/team/app:1` });
    await page.reload();
    const row = page
      .getByRole("table", { name: "Delivery log" })
      .getByRole("row", { name: /Registry 'Team apps' is failing/ });
    await expect(row).toContainText("The mail server did not take it");
    await expectAccessibleInBothThemes(page);

    mailbox.refuses = false;
    await row.getByRole("button", { name: /^Send again/ }).click();
    await expect(row).toContainText("The mail server took it.");
    await expect(row.getByRole("button")).toHaveCount(0);
    expect(mailbox.mails).toHaveLength(2);
    expect(mailbox.mails[1]?.headers).toContain("Registry 'Team apps' is failing");
  },
);
