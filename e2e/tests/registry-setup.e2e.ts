import type { ApiCall } from "@berth/api-contract";
import { createImage, startRealRegistry, type RealRegistry } from "@berth/fake-registries";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, org, pair, test as base } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import {
  chooseHttp,
  expectStep,
  goOnToAccess,
  goToCheckAndSave,
  pasteAccess,
  pasteImage,
  traceStep,
} from "../flows/setup.ts";

const test = base.extend<
  object,
  { htpasswdRegistry: RealRegistry; realTokenRegistry: RealRegistry }
>({
  htpasswdRegistry: [
    // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are wanted from this pattern
    async ({}, use) => withRealRegistry("htpasswd", use),
    { scope: "worker" },
  ],
  realTokenRegistry: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => withRealRegistry("token", use),
    { scope: "worker" },
  ],
});

test("from a pasted image to a proven registry, with the trace as it happens", async ({
  page,
  api,
  gate,
}) => {
  const image = `${gate.host}/team/app:1`;
  await pasteImage(page, image);
  await expect(page.getByLabel("Host", { exact: true })).toHaveValue(gate.host);
  await expect(page.getByLabel("Test image")).toHaveValue(image);
  await expect(page.getByText("Filled in from an image")).toBeVisible();
  await expectAccessible(page);

  await chooseHttp(page);
  await page.getByRole("button", { name: "Check address" }).click();
  await expect(
    page
      .getByRole("status")
      .getByText(/registry/i)
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();

  await expectStep(page, 2, "Create access");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue" }).click();

  await expectStep(page, 3, "Paste access");
  await expectAccessible(page);
  await pasteAccess(page);

  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(gate.host);
  await expect(page.getByLabel("Pattern 1", { exact: true })).toHaveValue(`${gate.host}/team/*`);
  await page.getByLabel("Name", { exact: true }).fill("Team apps");
  await expectAccessible(page);
  gate.hold();
  await page.getByRole("button", { name: "Check and save" }).click();
  await expect(traceStep(page, "Pick credential")).toContainText("Passed");
  await expect(traceStep(page, "DNS")).toContainText("Nothing to look up.");
  await expect(traceStep(page, "Connect and TLS")).toContainText("Connected without encryption");
  await expect(traceStep(page, "Challenge")).toContainText("Running…");
  await expect(traceStep(page, "Manifest")).toContainText("Waiting");
  // Nothing slow in between: the check waits 5 s for an answer.
  gate.release();

  await expectSavedAndVerified(page, image);
  await expectNowhere(page, [pair.secret]);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to registries" }).click();
  await expectHealth(page, "Team apps", "Healthy");

  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  const check = registries[0]?.health.checkId ?? "";
  await page.goto(`/o/${org}/registries/${registries[0]?.id}/checks/${check}`);
  for (const step of ["Pick credential", "Challenge", "Manifest"]) {
    await expect(traceStep(page, step)).toContainText("Passed");
  }
});

test("the token registry is set up the same way", async ({ page, api, tokenRegistry }) => {
  await api("GET /session", {});
  const image = `${tokenRegistry.host}/team/train:2`;
  await goToCheckAndSave(page, image);
  await page.getByRole("button", { name: "Check and save" }).click();
  await expectSavedAndVerified(page, image);
  await page.getByRole("link", { name: "Back to registries" }).click();
  await expectHealth(page, tokenRegistry.host, "Healthy");
});

test.describe("with the real docker-registry and htpasswd", () => {
  test.use({
    alsoAllowed: async ({ htpasswdRegistry }, use) => use([`${htpasswdRegistry.host};http`]),
  });

  test("the pasted image is proven and saved", async ({ page, api, htpasswdRegistry }) => {
    await api("GET /session", {});
    const image = `${htpasswdRegistry.host}/team/app:1`;
    await goToCheckAndSave(page, image);
    await page.getByRole("button", { name: "Check and save" }).click();
    await expectSavedAndVerified(page, image);
    await page.getByRole("link", { name: "Back to registries" }).click();
    await expectHealth(page, htpasswdRegistry.host, "Healthy");
  });
});

test.describe("with the real docker-registry and a token service elsewhere", () => {
  test.use({
    alsoAllowed: async ({ realTokenRegistry: { host, tokenOrigin } }, use) =>
      use([`${host};http`, `${new URL(tokenOrigin ?? "").host};http`]),
  });

  test("the secret goes to the token service only once that is confirmed", async ({
    page,
    api,
    realTokenRegistry: { host, tokenOrigin },
  }) => {
    await api("GET /session", {});
    const image = `${host}/team/app:1`;
    await pasteImage(page, image);
    await chooseHttp(page);
    await page.getByRole("button", { name: "Continue" }).click();
    const summary = page.getByRole("region", { name: "There is a problem" });
    await expect(summary).toBeFocused();
    await expect(summary).toContainText(`Confirm that the secret may go to ${tokenOrigin} too`);
    await expectAccessible(page);
    await page.getByRole("button", { name: `Yes, send the secret to ${tokenOrigin}` }).click();
    await expect(page.getByLabel("Token service")).toHaveValue(tokenOrigin ?? "");
    await goOnToAccess(page);
    await pasteAccess(page);
    await page.getByRole("button", { name: "Check and save" }).click();
    await expectSavedAndVerified(page, image);
  });
});

test("a wrong password is caught before anything is saved, and nothing typed is lost", async ({
  page,
  api,
  basicRegistry,
}) => {
  const image = `${basicRegistry.host}/team/app:1`;
  await goToCheckAndSave(page, image, { ...pair, secret: "not-the-right-one" });
  await page.getByLabel("Name", { exact: true }).fill("Team apps");
  await page.getByRole("button", { name: "Check and save" }).click();
  await expectDiagnosis(page, /The registry rejected the user name or secret/, "AUTH-REJECTED");
  await expectAccessible(page);
  await expectNothingSaved(page, api);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Team apps");

  await page.getByRole("button", { name: "Change what was pasted" }).click();
  await expect(page.getByLabel("Password or token")).toBeFocused();
  await expect(page.getByLabel("User name")).toHaveValue(pair.username);
  await page.getByLabel("Password or token").fill(pair.secret);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectStep(page, 4, "Check and save");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Team apps");
  await page.getByRole("button", { name: "Check and save" }).click();
  await expectSavedAndVerified(page, image);
});

test("another product's token is recognised, and leads to its own type with one click", async ({
  page,
  api,
  basicRegistry,
}) => {
  await pasteImage(page, `${basicRegistry.host}/team/app:1`);
  await chooseHttp(page);
  await goOnToAccess(page);
  const token = `dckr_pat_${"Abc012Xyz".repeat(3)}`;
  await page.getByLabel("Password or token").fill(token);
  await page.getByRole("button", { name: "Continue" }).click();
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toContainText("This is a Docker Hub access token.");
  await expectAccessible(page);
  expect(basicRegistry.credentialsSeen).toEqual([]);
  await page.getByRole("button", { name: "Use the type Docker Hub" }).click();
  await expectStep(page, 1, "Where is it?");
  await expect(page.getByText("Filled in from a Docker Hub access token")).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Personal access token/ })).toBeChecked();
  await expectNothingSaved(page, api);
});

const refusals = [
  {
    promise: "a missing permission is told apart from a wrong secret",
    image: "scenario/denied:1",
    says: "Signed in, but scenario/denied can't be read",
    code: "DENIED",
  },
  {
    promise: "an unknown repository is named as such",
    image: "scenario/name-missing:1",
    says: "The registry doesn't know the repository scenario/name-missing.",
    code: "NAME-MISSING",
  },
  {
    promise: "an unknown tag is told apart from a wrong secret",
    image: "team/app:never-pushed",
    says: "The credential was accepted, but the registry doesn't know never-pushed in team/app.",
    code: "TAG-MISSING",
  },
  {
    promise: "a manifest over 4 MiB is not read to its end",
    image: "scenario/manifest-over-4mib:1",
    says: /The manifest of .* is larger than 4 MiB\./,
    code: "MANIFEST-TOO-LARGE",
  },
  {
    promise: "a foreign token address never sees the secret",
    image: "scenario/foreign-realm:1",
    says: /wants the secret sent to .*, which is not its own address\. Nothing was sent there\./,
    code: "REALM-REFUSED",
  },
  {
    promise: "a body without end is cut off and named",
    image: "scenario/endless-body-after-auth:1",
    says: /larger than 4 MiB/,
    code: "MANIFEST-TOO-LARGE",
  },
];

for (const { promise, image, says, code } of refusals) {
  test(promise, async ({ page, api, basicRegistry }) => {
    await goToCheckAndSave(page, `${basicRegistry.host}/${image}`);
    await page.getByRole("button", { name: "Check and save" }).click();
    await expectDiagnosis(page, says, code);
    await expectNothingSaved(page, api);
    const elsewhere = basicRegistry.credentialsSeen.filter(
      ({ listener }) => listener === "elsewhere",
    );
    expect(elsewhere).toEqual([]);
  });
}

test("a web page instead of a registry is refused at the address, before any secret is asked for", async ({
  page,
  api,
  basicRegistry,
}) => {
  await api("GET /session", {});
  basicRegistry.play("web-page");
  await pasteImage(page, `${basicRegistry.host}/team/app:1`);
  await chooseHttp(page);
  await page.getByRole("button", { name: "Check address" }).click();
  const answer = `${basicRegistry.host} answered, but without a registry API (text/html).`;
  await expect(page.getByRole("status").getByText(answer)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue" }).click();
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toContainText(answer);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Where is it?" })).toBeVisible();
  await summary.getByRole("link").first().click();
  await expect(page.getByLabel("Host", { exact: true })).toBeFocused();
});

test("a registry that is down stops nobody at the address, but is never saved as proven", async ({
  page,
  api,
  gate,
}) => {
  await gate.close();
  await pasteImage(page, `${gate.host}/team/app:1`);
  await chooseHttp(page);
  await page.getByRole("button", { name: "Continue" }).click();
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toContainText("Continue again to go on");
  await goOnToAccess(page);
  await pasteAccess(page);
  await page.getByRole("button", { name: "Check and save" }).click();
  await expectDiagnosis(page, /refused/, "NET-REFUSED");
  await expect(traceStep(page, "Connect and TLS")).toContainText("Failed");
  await expect(traceStep(page, "Manifest")).toContainText("Skipped");
  await expectNothingSaved(page, api);
});

test("who saves without checking is told so, and so is everybody else", async ({
  page,
  api,
  basicRegistry,
}) => {
  await api("GET /session", {});
  await goToCheckAndSave(page, `${basicRegistry.host}/team/app:1`, { ...pair, secret: "unproven" });
  await page.getByRole("button", { name: "Save without checking" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Saved, not checked" })).toBeFocused();
  await expect(page.getByText("may fail until you check it")).toBeVisible();
  expect(basicRegistry.credentialsSeen).toEqual([]);
  await page.getByRole("link", { name: "Back to registries" }).click();
  await expectHealth(page, basicRegistry.host, "Not checked");
});

async function withRealRegistry(
  auth: "htpasswd" | "token",
  use: (registry: RealRegistry) => Promise<void>,
): Promise<void> {
  const registry = await startRealRegistry({
    auth,
    accounts: [{ ...pair, pull: ["team/app"] }],
    images: { "team/app:1": createImage({ files: { "model.txt": "weights" } }) },
  });
  await use(registry);
  await registry.close();
}

async function expectSavedAndVerified(page: Page, image: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "Saved and verified" })).toBeFocused();
  await page.getByRole("button", { name: "Copy image line" }).click();
  expect(await copied(page)).toBe(`image: ${image}`);
  await page.getByRole("button", { name: "Copy step" }).click();
  expect(await copied(page)).toContain(`- step:\n    name: try-the-image\n    image: ${image}\n`);
}

async function expectDiagnosis(page: Page, says: string | RegExp, code: string | RegExp) {
  const diagnosis = page.getByRole("region", { name: says });
  await expect(diagnosis).toBeVisible();
  await expect(diagnosis).toContainText(code);
  await expect(diagnosis).toContainText("What to do");
  await expect(page.getByRole("heading", { level: 1, name: "Check and save" })).toBeVisible();
}

async function expectHealth(page: Page, name: string, word: string): Promise<void> {
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(row).toContainText(word);
}

async function expectNothingSaved(page: Page, api: ApiCall): Promise<void> {
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries).toEqual([]);
  await expect(page.getByText(pair.secret)).toHaveCount(0);
}

async function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
