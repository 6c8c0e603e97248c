import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createImage,
  fakeCloud,
  startCloudProxy,
  type Account,
  type FakeCloud,
} from "@berth/fake-registries";
import {
  expect,
  expectAccessible,
  expectAccessibleInBothThemes,
  org,
  test as base,
} from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { expectStep, goOnToAccess, pasteImage } from "../flows/setup.ts";
import { press, tabTo, typeInto } from "../flows/tab-to.ts";
import { runWorker } from "../stack/run-worker.ts";
import { addProject } from "../stack/seed.ts";
import { startBerth } from "../stack/start-berth.ts";

const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const image = `${host}/ml/app:1`;
const key = { username: "AKIAACMEACMEACMEACME", secret: "acme0123".repeat(5), pull: ["ml/app"] };
const server = { username: "AKIASERVERSERVERSERV", secret: "server01".repeat(5), pull: [] };
const roleArn = "arn:aws:iam::123456789012:role/berth-pull";

const test = base.extend<{ accounts: Account[]; cloud: FakeCloud; instanceRole: string }>({
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are wanted from this pattern
  accounts: async ({}, use) => use([key, server]),
  // oxlint-disable-next-line no-empty-pattern -- as above
  instanceRole: async ({}, use) => use("refuse"),
  cloud: async ({ accounts }, use) => {
    const images = { "ml/app:1": createImage({ files: { "model.txt": "weights" } }) };
    const cloud = await fakeCloud({ vendors: { "aws-ecr": { accounts, images } } });
    await use(cloud);
    await cloud.close();
  },
  berth: async ({ cloud, instanceRole }, use) => {
    const berth = await startBerth({
      allow: [],
      env: {
        BERTH_AWS_INSTANCE_ROLE: instanceRole,
        AWS_ACCESS_KEY_ID: server.username,
        AWS_SECRET_ACCESS_KEY: server.secret,
      },
      cloud,
    });
    await use(berth);
    await berth.stop();
  },
});

test("with the keyboard alone, from a pasted image over swapped keys to a healthy registry", async ({
  page,
  api,
}) => {
  await page.goto(`/o/${org}/registries/new`);
  await tabTo(page, "Paste an image you want to pull");
  await page.keyboard.insertText(image);
  await page.keyboard.press("Enter");
  await expectStep(page, 1, "Where is it?");
  await press(page, "Continue");
  await expectStep(page, 2, "Create access");
  await expect(
    page.getByText('"arn:aws:ecr:eu-west-1:123456789012:repository/ml/app"'),
  ).toBeVisible();
  await press(page, "Continue");
  await expectStep(page, 3, "Paste access");

  await typeInto(page, "Access key ID", key.secret);
  await typeInto(page, "Secret access key", key.username);
  await press(page, "Continue");
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toContainText("These look swapped: this is a secret access key.");
  await expectAccessible(page);
  await press(page, "Swap them");
  await expect(page.getByLabel("Access key ID")).toHaveValue(key.username);
  await press(page, "Continue");
  await expectStep(page, 4, "Check and save");
  await press(page, "Check and save");
  await expect(page.getByRole("heading", { level: 1, name: "Saved and verified" })).toBeFocused();
  await expectNowhere(page, [key.secret]);
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries).toMatchObject([{ identity: key.username, health: { state: "healthy" } }]);
});

test.describe("where the operator lets the server assume roles", () => {
  test.use({ instanceRole: "assume" });

  test("a role is set up with the organization's own external id, without any secret", async ({
    page,
    api,
    accounts,
  }) => {
    const { organizations } = await api("GET /session", {});
    const externalId = organizations[0]?.id ?? "";
    await pasteImage(page, image);
    await page.getByRole("radio", { name: "Role of this server" }).check();
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await expectStep(page, 2, "Create access");
    await expect(page.getByText(`"sts:ExternalId": "${externalId}"`)).toBeVisible();
    await expect(
      page.getByText(`arn:aws:iam::123456789012:user/${server.username.toLowerCase()}`),
    ).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await expectStep(page, 3, "Paste access");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("region", { name: "There is a problem" })).toContainText(
      "Enter the ARN of your role.",
    );
    await page.getByRole("textbox", { name: "Role to assume" }).fill(roleArn);
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Continue" }).click();
    await expectStep(page, 4, "Check and save");
    await page.getByRole("button", { name: "Check and save" }).click();
    // AWS answers the same for a role that doesn't exist and for one that doesn't trust this server.
    const refused = page.getByRole("region", { name: /The role can't be assumed/ });
    await expect(refused).toContainText("AWS-ROLE");

    accounts.push({ username: roleArn, secret: externalId, pull: ["ml/app"] });
    await page.getByRole("button", { name: "Check and save" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Saved and verified" })).toBeFocused();
    const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
    expect(registries).toMatchObject([{ identity: roleArn, health: { state: "healthy" } }]);
    await page.goto(`/o/${org}/registries/${registries[0]?.id}/credential`);
    await expect(page.getByText("Nothing is stored: this server signs in")).toBeVisible();
    await expect(page.getByRole("button", { name: "Replace secret" })).toBeHidden();
    await expectAccessible(page);
  });
});

test("the worker's role stores nothing, and is checked by a worker, whose result stands here", async ({
  page,
  api,
  berth,
  cloud,
}) => {
  await pasteImage(page, image);
  await expect(page.getByRole("radio", { name: "Role of this server" })).toBeDisabled();
  await expect(page.getByText("The operator of this server hasn't allowed it")).toBeVisible();
  await page.getByRole("radio", { name: "Role of the worker" }).check();
  await goOnToAccess(page);
  await expect(page.getByText("There is nothing to paste")).toBeVisible();
  await expect(page.getByLabel("Secret access key")).toBeHidden();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectStep(page, 4, "Check and save");
  const onWorker = page.getByText(`berth-worker check ${image}`);
  await expect(onWorker).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Save registry" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Saved, not checked" })).toBeFocused();
  await expect(onWorker).toBeVisible();
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries).toMatchObject([{ identity: "the workers' role", checkedOn: "worker" }]);
  expect(cloud.vendor("aws-ecr").credentialsSeen).toEqual([]);

  await page.getByRole("link", { name: "Back to registries" }).click();
  await page.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "Check on a worker…" }).click();
  const how = page.getByRole("region", { name: "Check on a worker" });
  await expect(how).toContainText("No worker has checked it yet.");
  await expectAccessibleInBothThemes(page);
  const { token } = await addProject(api, "train-prod");
  const proxy = await startCloudProxy(cloud);
  const ca = join(berth.dataDir, "fake-cloud-ca.pem");
  writeFileSync(ca, cloud.ca);
  const ran = await runWorker(["check", image], {
    url: berth.url,
    token,
    env: {
      HTTPS_PROXY: proxy.url,
      BERTH_CA: ca,
      AWS_ACCESS_KEY_ID: key.username,
      AWS_SECRET_ACCESS_KEY: key.secret,
    },
  });
  proxy.close();
  expect(ran).toMatchObject({ code: 0 });
  // The page that was left open has asked by itself.
  await expect(how).toContainText("Worker 'train-prod-worker'");
  await expect(page.getByText(/reported by worker train-prod-worker/)).toBeVisible();
  await page.goto(`/o/${org}/explain?image=${encodeURIComponent(image)}`);
  await expect(page.getByText(/Worker 'train-prod-worker' fetched a manifest/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Run a check with this image" })).toBeHidden();
  await expectNowhere(page, [key.secret]);
});
