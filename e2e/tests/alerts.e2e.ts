import {
  startHookReceiver,
  type HookReceiver,
} from "../../apps/bff/src/services/alerts/testing/hook-receiver.ts";
import { expect, expectAccessibleInBothThemes, org, test as base } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";

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
