import type { Page } from "@playwright/test";
import { expect, expectAccessible, org, pair, test } from "../fixtures.ts";
import { chooseHttp, goOnToAccess, goToCheckAndSave, pasteImage } from "../flows/setup.ts";
import { addRegistry, registryForm } from "../stack/seed.ts";

const taken = [
  {
    what: "a scheme",
    typed: "https://registry.example.com",
    becomes: "registry.example.com",
    says: "Removed 'https://'. Image references don't include it.",
  },
  {
    what: "a path",
    typed: "registry.example.com/team/app",
    becomes: "registry.example.com",
    says: "Removed '/team/app'. Only the host belongs here.",
  },
  {
    what: "spaces around it",
    typed: "  registry.example.com ",
    becomes: "registry.example.com",
    says: "Removed spaces or line breaks at the ends.",
  },
  {
    what: "upper case",
    typed: "Registry.Example.COM:5000",
    becomes: "registry.example.com:5000",
    says: "Host names are compared in lower case, so this one was put in lower case.",
  },
];

const refused = [
  {
    what: "plain http",
    typed: "http://registry.example.com",
    says: "http:// sends passwords unencrypted, so it is not accepted here.",
  },
  {
    what: "a user and a password",
    typed: "https://alice:hunter2@registry.example.com",
    says: "There is an @ in the host. A user name and password don't belong here; you enter them in step 3.",
  },
  {
    what: "a space inside",
    typed: "registry .example.com",
    says: "There is a space inside. Enter only the host, such as registry.example.com.",
  },
  {
    what: "a query behind it",
    typed: "registry.example.com/v2/?x=1",
    says: "What stands behind the host can't be read.",
  },
  { what: "nothing", typed: "", says: "Enter the host" },
];

test("what comes along with a pasted host is taken away, and said", async ({ page, api }) => {
  await api("GET /session", {});
  await openStandard(page);
  const host = page.getByLabel("Host", { exact: true });
  for (const { what, typed, becomes, says } of taken) {
    await test.step(what, async () => {
      await host.fill("");
      await page.evaluate((text) => navigator.clipboard.writeText(text), typed);
      await host.press("Control+V");
      await host.press("Tab");
      await expect(host).toHaveValue(becomes);
      await expect(page.getByRole("status").filter({ hasText: says })).toBeVisible();
    });
  }
  await expectAccessible(page);
});

test("a host that can be read in two ways is refused in one sentence, beside it and in the summary", async ({
  page,
  api,
}) => {
  await api("GET /session", {});
  await openStandard(page);
  const host = page.getByLabel("Host", { exact: true });
  const summary = page.getByRole("region", { name: "There is a problem" });
  for (const { what, typed, says } of refused) {
    await test.step(what, async () => {
      await host.fill(typed);
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(summary).toBeFocused();
      await expect(summary).toContainText(says);
      await expect(host).toHaveAccessibleDescription(new RegExp(escaped(says)));
      await expect(host).toHaveValue(typed);
      await expect(page).toHaveTitle(/^Error: /);
      await expect(summary).not.toContainText("hunter2");
    });
  }
  await expectAccessible(page);
});

test("a secret with a newline is never joined in silence, nor taken by the API", async ({
  page,
  api,
  berth,
  basicRegistry,
}) => {
  await pasteImage(page, `${basicRegistry.host}/team/app:1`);
  await chooseHttp(page);
  await goOnToAccess(page);
  const secret = page.getByLabel("Password or token");
  await page.evaluate(() => navigator.clipboard.writeText("first-half\nsecond-half\n"));
  await secret.press("Control+V");
  await expect(secret).toHaveValue("first-halfsecond-half");
  await expect(
    page.getByRole("status").filter({ hasText: "There was a line break inside" }),
  ).toBeVisible();
  await expectAccessible(page);

  const form = registryForm({ name: "Wrapped", host: basicRegistry.host, secret: "first\nsecond" });
  const answer = await page.request.post(`${berth.url}/api/v1/organizations/${org}/registries`, {
    data: {
      ...form,
      patterns: [`${basicRegistry.host}/team/*`],
      handOutStored: false,
      testImage: null,
      checkId: null,
    },
    headers: { origin: berth.url, "x-berth-request": "1" },
  });
  const refusal: unknown = await answer.json();
  expect(answer.status()).toBe(422);
  expect(refusal).toMatchObject({
    error: { code: "validation_failed", issues: [{ path: "secret.password" }] },
  });
  expect(JSON.stringify(refusal)).not.toContain("first");
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries).toEqual([]);
});

test("a pattern that is too long, one that is taken and a name that is taken are each said where they stand", async ({
  page,
  api,
  basicRegistry: { host },
}) => {
  await addRegistry(api, { name: "Team apps", host, pattern: "team/*", image: "team/app:1" });
  await goToCheckAndSave(page, `${host}/team/app:1`);
  const name = page.getByLabel("Name", { exact: true });
  const pattern = page.getByLabel("Pattern 1", { exact: true });
  const summary = page.getByRole("region", { name: "There is a problem" });
  const save = page.getByRole("button", { name: "Save without checking" });
  await name.fill("Team app alone");

  await test.step("5,000 characters", async () => {
    await pattern.fill(`${host}/${"a".repeat(5_000)}`);
    await save.click();
    await expect(summary).toContainText(/too long|at most/);
    await expect(pattern).toHaveAccessibleDescription(/too long|at most/);
  });
  await test.step("the pattern of another registry", async () => {
    await pattern.fill(`${host}/team/*`);
    await save.click();
    await expect(summary).toContainText("'Team apps' already has the pattern");
    await summary.getByRole("link", { name: /already has the pattern/ }).click();
    await expect(pattern).toBeFocused();
    await expectAccessible(page);
  });
  await test.step("the name of another registry", async () => {
    await pattern.fill(`${host}/team/app`);
    // What is said of the image is longer than before, and moves the button.
    await expect(page.getByText(/it fixes more of the name/)).toBeVisible();
    await name.fill("team APPS");
    await save.click();
    await expect(summary).toContainText("Another registry is called 'Team apps'");
    await expect(name).toHaveAccessibleDescription(/Another registry is called 'Team apps'/);
  });
  await name.fill("Team app alone");
  await save.click();
  await expect(page.getByRole("heading", { level: 1, name: "Saved, not checked" })).toBeVisible();
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries.map((registry) => registry.name).toSorted()).toEqual([
    "Team app alone",
    "Team apps",
  ]);
  await expect(page.getByText(pair.secret)).toHaveCount(0);
});

/** The first step of a standard registry, chosen by hand. */
async function openStandard(page: Page): Promise<void> {
  await page.goto(`/o/${org}/registries/new`);
  await page.getByRole("radio", { name: /^Standard registry/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Where is it?" })).toBeVisible();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
