import type { ApiCall } from "@berth/api-contract";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, org, pair, test } from "../fixtures.ts";
import { tabTo } from "../flows/tab-to.ts";
import { runWorker } from "../stack/run-worker.ts";
import { addProject, addRegistry, recordPull } from "../stack/seed.ts";

const params = { org };

test("what a narrower pattern does to images is told before saving, and is what explain says after", async ({
  page,
  api,
  berth,
  tokenRegistry: { host },
}) => {
  const team = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team/*",
    morePatterns: ["lab/*"],
    image: "team/app:1",
  });
  await addRegistry(api, { name: "All of t", host, pattern: "t*", image: "team/app:1" });
  const { token } = await addProject(api, "train-prod");
  const images = ["team/app:1", "team/train:2", "lab/probe:1", "new/tool:1"].map(
    (image) => `${host}/${image}`,
  );
  for (const image of images) await recordPull(berth.url, token, image);
  const before = await servedBy(api, images);
  expect(before).toEqual(["Team apps", "Team apps", "Team apps", null]);

  await page.goto(`/o/${org}/registries/${team.id}/patterns`);
  await page.getByLabel("Pattern 1", { exact: true }).fill(`${host}/team/app`);
  await page.getByLabel("Pattern 2", { exact: true }).fill(`${host}/new/*`);
  const effect = page.getByRole("region", { name: "Effect on images pulled in the last 30 days" });
  await expect(effect).toContainText("Gains a credential 1");
  await expect(effect).toContainText("Switches credential 1");
  await expect(effect).toContainText("Loses its credential 1");
  await expect(effect).toContainText("Unchanged 1");
  await effect.getByText("Switches credential").click();
  const moved = effect.getByRole("row", { name: /team\/train/ });
  await expect(moved).toContainText("Team apps");
  await expect(moved).toContainText("All of t");
  await expect(moved).toContainText("train-prod");
  await expectAccessible(page);
  expect(await servedBy(api, images)).toEqual(before);

  await page.getByRole("button", { name: "Save patterns (3 images change)" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Save these patterns?" });
  await expect(dialog).toContainText("1 image loses its credential.");
  await expect(dialog).toContainText("1 image gets another registry's credential.");
  await expect(dialog.getByRole("row", { name: /lab\/probe/ })).toContainText("No credential");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save patterns" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "3 images changed credential" }),
  ).toBeVisible();
  expect(await servedBy(api, images)).toEqual(["Team apps", "All of t", null, "Team apps"]);
});

test("an image that just misses says why, and one click mends the pattern", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team",
    image: "team/app:1",
  });
  const image = `${host}/team/app:1`;
  expect(await servedBy(api, [image])).toEqual([null]);
  await page.goto(`/o/${org}/registries/${id}/patterns`);
  await page.getByLabel("Images to try").fill(`${image}\n${host}/other/app`);
  const [first, second] = resultLines(page);
  await expect(first).toContainText("No match");
  await expect(first).toContainText("Add /* for everything below it.");
  await expect(second).toContainText("No match");
  await expectAccessible(page);

  await first.getByRole("button", { name: `Use ${host}/team/*` }).click();
  await expect(page.getByLabel("Pattern 1", { exact: true })).toHaveValue(`${host}/team/*`);
  await expect(first).toContainText("Matches");
  await expect(second).toContainText("No match");
  await expect(page.getByText("1 of 2 images match").filter({ visible: true })).toBeVisible();
  await test.step("on a phone the result stands beside the field, and leads to each image", async () => {
    await page.setViewportSize({ width: 360, height: 400 });
    const pattern = page.getByLabel("Pattern 1", { exact: true });
    await pattern.focus();
    await pattern.fill(`${host}/*`);
    const result = page.getByRole("button", { name: "2 of 2 images match" });
    await expect(result).toBeInViewport();
    await expect(pattern).toBeInViewport();
    await pattern.fill(`${host}/team/*`);
    await page.getByRole("button", { name: "1 of 2 images match" }).click();
    await expect(first).toBeInViewport();
  });
  await page.getByRole("button", { name: /^Save patterns/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  expect(await servedBy(api, [image])).toEqual(["Team apps"]);
});

test("a saved expectation stops a save that breaks it, until somebody says why", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team/*",
    image: "team/app:1",
  });
  await page.goto(`/o/${org}/registries/${id}/patterns`);
  const pattern = page.getByLabel("Pattern 1", { exact: true });
  const expectations = page.getByRole("region", { name: "Expectations" });
  await expectations.getByLabel("Always expect an image").fill(`${host}/team/train`);
  await expectations.getByRole("button", { name: "Add expectation" }).click();
  const line = expectations.getByRole("listitem").filter({ hasText: "team/train" });
  await expect(line).toContainText("Holds");

  await pattern.fill(`${host}/team/app`);
  await expect(line).toContainText("Broken");
  await page.getByRole("button", { name: /^Save patterns/ }).click();
  const broken = page.getByRole("region", { name: "Broken expectations" });
  await expect(broken).toBeFocused();
  await expect(broken).toContainText(`${host}/team/train would match no pattern.`);
  await expectAccessible(page);
  expect(await patternsOf(api, id)).toEqual([`${host}/team/*`]);

  await test.step("without a reason it stays", async () => {
    await broken.getByRole("button").click();
    await expect(broken).toContainText("Say why these patterns should be saved anyway.");
    expect(await patternsOf(api, id)).toEqual([`${host}/team/*`]);
  });
  await test.step("the pattern that keeps it is saved", async () => {
    await pattern.fill(`${host}/team/t*`);
    await expect(line).toContainText("Holds");
    await page.getByRole("button", { name: /^Save patterns/ }).click();
    await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
    expect(await patternsOf(api, id)).toEqual([`${host}/team/t*`]);
  });
  await test.step("with a reason it is broken, and the reason is kept", async () => {
    await pattern.fill(`${host}/team/app`);
    await broken.getByLabel("Reason").fill("train moved to another cluster");
    await broken.getByRole("button").click();
    await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
    expect(await patternsOf(api, id)).toEqual([`${host}/team/app`]);
    await page.goto(`/o/${org}/registries/${id}/history`);
    const event = page.getByRole("row").filter({ hasText: "train moved to another cluster" });
    await event.getByText(/^\d values$/).click();
    await expect(event.getByText("train moved to another cluster")).toBeVisible();
  });
});

test("one of two registries on a host is chosen for clients that know only the host", async ({
  page,
  api,
  berth,
  basicRegistry: { host },
}) => {
  const team = { host, image: "team/app:1", handOutStored: true };
  const { id } = await addRegistry(api, { ...team, name: "Team apps", pattern: "team/*" });
  await addRegistry(api, { ...team, name: "Everything", pattern: "*" });
  const { token } = await addProject(api, "train-prod");
  const helper = () =>
    runWorker(["credential-helper", "get"], { url: berth.url, token, input: host });
  const before = await helper();
  expect(before).toMatchObject({
    code: 1,
    stdout: "credentials not found in native keychain\n",
    stderr: expect.stringContaining("'Everything' and 'Team apps' share"),
  });

  await page.goto(`/o/${org}/registries/${id}/patterns`);
  const ways = page.getByRole("region", { name: "Ways to pull" });
  const pattern = ways.getByRole("listitem").filter({ hasText: `${host}/team/*` });
  await expect(pattern).toContainText(`'Everything' and 'Team apps' share ${host}`);
  const choice = ways.getByRole("switch", { name: "Serve clients that know only the host" });
  await choice.click();
  const dialog = page.getByRole("alertdialog", { name: "Serve clients that know only the host?" });
  await expect(dialog).toContainText("for every image on its hosts");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Serve them" }).click();
  await expect(dialog).toBeHidden();
  await expect(choice).toBeChecked();
  await expect(pattern).toContainText(
    "'Team apps' is set to serve clients that know only the host",
  );
  await expectAccessible(page);
  const chosen = await helper();
  expect([chosen.code, chosen.stderr]).toEqual([0, ""]);
  expect(JSON.parse(chosen.stdout)).toEqual({
    ServerURL: host,
    Username: pair.username,
    Secret: pair.secret,
  });

  await choice.click();
  await expect(choice).not.toBeChecked();
  await expect(pattern).toContainText(`'Everything' and 'Team apps' share ${host}`);
  expect((await helper()).code).toBe(1);
});

test("with the keyboard alone a pattern is tried, mended and saved", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team",
    image: "team/app:1",
  });
  await page.goto(`/o/${org}/registries/${id}/patterns`);
  await tabTo(page, "Pattern 1");
  await tabTo(page, "Images to try (optional)");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(`${host}/team/app:1`);
  const [line] = resultLines(page);
  await expect(line).toContainText("No match");
  await page.keyboard.press("Tab");
  await expect(line).toBeFocused();
  await page.keyboard.press("Alt+Enter");
  await expect(line).toContainText("Matches");
  await tabTo(page, /^Save patterns/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  expect(await patternsOf(api, id)).toEqual([`${host}/team/*`]);
});

function resultLines(page: Page) {
  const lines = page.getByRole("list", { name: "Results" }).getByRole("listitem");
  return [lines.nth(0), lines.nth(1)] as const;
}

/** The name of the registry that serves each image, as the server explains it. */
async function servedBy(api: ApiCall, images: string[]): Promise<(string | null)[]> {
  const { explanations } = await api("POST /organizations/{org}/explain", {
    params,
    body: { images },
  });
  return explanations.map(({ winner }) => winner?.registry.name ?? null);
}

async function patternsOf(api: ApiCall, id: string): Promise<string[]> {
  const { registry } = await api("GET /organizations/{org}/registries/{id}", {
    params: { ...params, id },
  });
  return registry.patterns.map(({ text }) => text);
}
