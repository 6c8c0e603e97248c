import type { Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  expectAccessibleInBothThemes,
  narrowSecret,
  org,
  pair,
  test,
} from "../fixtures.ts";
import { signInAs } from "../stack/add-person.ts";
import { addProject, addRegistry, recordPull } from "../stack/seed.ts";

const seed = { name: "Team apps", pattern: "team/*", image: "team/app:1" };

test("a new name and other patterns never ask for the secret", async ({
  page,
  api,
  basicRegistry,
}) => {
  const { id, secret } = await addRegistry(api, { ...seed, host: basicRegistry.host });
  const asked = basicRegistry.requests.length;
  await page.goto(`/o/${org}/registries/${id}`);
  await chooseInMenu(page, seed.name, "Edit name");
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await name.fill("Team images");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Team images" })).toBeVisible();

  await page.getByRole("link", { name: "Patterns" }).first().click();
  await page.getByLabel("Pattern 1", { exact: true }).fill(`${basicRegistry.host}/team/app`);
  await page.getByRole("button", { name: /^Save patterns/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(page.getByLabel("Password or token")).toHaveCount(0);

  const { registry } = await api("GET /organizations/{org}/registries/{id}", {
    params: { org, id },
  });
  expect({
    name: registry.name,
    patterns: registry.patterns.map(({ text }) => text),
    secret: registry.secret,
  }).toEqual({ name: "Team images", patterns: [`${basicRegistry.host}/team/app`], secret });
  expect(basicRegistry.requests.length).toBe(asked);
});

test("another host asks for the secret again, and gets nothing before it is typed", async ({
  page,
  api,
  basicRegistry,
  tokenRegistry,
}) => {
  const { id } = await addRegistry(api, { ...seed, host: basicRegistry.host });
  await page.goto(`/o/${org}/registries/${id}`);
  await page.getByRole("button", { name: "Edit settings" }).click();
  await page.getByLabel("Host", { exact: true }).fill(tokenRegistry.host);
  const secret = page.getByRole("region", { name: "Secret", exact: true });
  await expect(secret).toContainText(/different host/);
  await page.getByRole("button", { name: "Move them to the new host" }).click();
  await expect(page.getByLabel("Pattern 1", { exact: true })).toHaveValue(
    `${tokenRegistry.host}/team/*`,
  );
  await expect(page.getByLabel("Test image")).toHaveValue(`${tokenRegistry.host}/team/app:1`);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Check and save" }).click();
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link").first().click();
  await expect(secret.getByLabel("Password or token")).toBeFocused();
  expect(tokenRegistry.requests).toEqual([]);

  await secret.getByLabel("Password or token").fill(pair.secret);
  await page.getByRole("button", { name: "Check and save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved and verified." })).toBeVisible();
  const { registry } = await api("GET /organizations/{org}/registries/{id}", {
    params: { org, id },
  });
  expect(registry.host).toBe(tokenRegistry.host);
});

test("a new secret that fails leaves the old one in use, one that works takes over", async ({
  page,
  api,
  account,
  basicRegistry,
}) => {
  const { id } = await addRegistry(api, { ...seed, host: basicRegistry.host });
  await page.goto(`/o/${org}/registries/${id}/credential`);
  await page.getByRole("button", { name: "Replace secret" }).click();
  const secret = page.getByLabel("Password or token");
  await expect(secret).toBeFocused();
  await secret.fill("not-the-right-one");
  await page.getByRole("button", { name: "Test the new secret" }).click();
  await expect(
    page.getByText("The new secret didn't work. The current one is still in use."),
  ).toBeVisible();
  await expect(
    page.getByRole("region", { name: /The registry rejected the user name or secret/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep the current secret" }).click();
  await checkNow(page);

  account.secret = "rotated-at-the-registry";
  await page.getByRole("button", { name: "Replace secret" }).click();
  await secret.fill(account.secret);
  await page.getByRole("button", { name: "Test the new secret" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The new secret works" })).toBeVisible();
  await page.getByRole("button", { name: "Use the new secret" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: /New secret in use since/ }),
  ).toBeVisible();
  await checkNow(page);
  const last = basicRegistry.credentialsSeen.at(-1)?.presented;
  expect(last).toMatchObject({ secret: "rotated-at-the-registry" });
  await expect(page.getByText("rotated-at-the-registry")).toHaveCount(0);
});

test("a new secret that opens less of what is pulled needs a reason, and the old one comes back with one click", async ({
  page,
  api,
  berth,
  tokenRegistry: { host },
}) => {
  const { id, secret: before } = await addRegistry(api, { ...seed, host });
  const { token } = await addProject(api, "train-prod");
  await recordPull(berth.url, token, `${host}/team/app:1`);
  await recordPull(berth.url, token, `${host}/team/train:2`);
  await page.goto(`/o/${org}/registries/${id}/credential`);
  await page.getByRole("button", { name: "Replace secret" }).click();
  await page.getByLabel("Password or token").fill(narrowSecret);
  await page.getByRole("button", { name: "Test the new secret" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "Pulls of it may stop working" }),
  ).toBeVisible();
  const inUse = page.getByRole("region", { name: "Images in use" });
  await expect(inUse).toContainText("The new secret opens 1 of 2");
  await expect(inUse.getByRole("listitem").filter({ hasText: "team/train:2" })).toContainText(
    "Works only with the current secret",
  );
  await expectAccessibleInBothThemes(page);

  await page.getByRole("button", { name: "Use it anyway" }).click();
  await expect(page.getByRole("region", { name: "There is a problem" })).toBeFocused();
  await page.getByRole("textbox", { name: "Why use it anyway?" }).fill("Training has moved");
  await page.getByRole("button", { name: "Use it anyway" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: /The old one can be restored until/ }),
  ).toBeVisible();
  expect(await fingerprint()).not.toBe(before?.fingerprint);

  await page.getByRole("button", { name: "Restore the old secret" }).click();
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "The old secret is in use again." }),
  ).toBeVisible();
  expect(await fingerprint()).toBe(before?.fingerprint);
  await checkNow(page);

  async function fingerprint(): Promise<string | undefined> {
    const { registry } = await api("GET /organizations/{org}/registries/{id}", {
      params: { org, id },
    });
    return registry.secret?.fingerprint;
  }
});

test("a pause is undone with one click", async ({ page, api, basicRegistry }) => {
  const { id } = await addRegistry(api, { ...seed, host: basicRegistry.host });
  await page.goto(`/o/${org}/registries/${id}`);
  await chooseInMenu(page, seed.name, "Pause");
  const paused = page.getByRole("status").filter({ hasText: "Pulls that match get no credential" });
  await expect(paused).toBeVisible();
  await expectAccessible(page);
  const image = `${basicRegistry.host}/team/app:1`;
  expect(await verdictOf(image)).not.toBe("uses");
  await paused.getByRole("button", { name: "Undo" }).click();
  await expect(paused).toHaveCount(0);
  expect(await verdictOf(image)).toBe("uses");

  async function verdictOf(text: string): Promise<string> {
    const { explanations } = await api("POST /organizations/{org}/explain", {
      params: { org },
      body: { images: [text] },
    });
    return explanations[0]?.verdict ?? "none";
  }
});

test("deleting shows what it does first, and asks for the name where images lose", async ({
  page,
  api,
  berth,
  tokenRegistry,
}) => {
  const { id } = await addRegistry(api, { ...seed, host: tokenRegistry.host });
  const { token } = await addProject(api, "train-prod");
  await recordPull(berth.url, token, `${tokenRegistry.host}/team/app:1`);
  await page.goto(`/o/${org}/registries/${id}`);
  await page.getByRole("button", { name: "Delete registry…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete 'Team apps'?" });
  await expect(dialog).toContainText(
    "1 image used this credential in the last 30 days. After deletion 1 has no credential.",
  );
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await dialog.getByText("Show the images").click();
  await expect(dialog.getByRole("row", { name: /team\/app/ })).toContainText("train-prod");

  await dialog.getByLabel("Type 'Team apps' to go on").fill("Team");
  await dialog.getByRole("button", { name: "Delete registry" }).click();
  await expect(dialog).toContainText("Type 'Team apps' to delete it.");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  await chooseInMenu(page, seed.name, "Delete…");
  await dialog.getByLabel("Type 'Team apps' to go on").fill("Team apps");
  await dialog.getByRole("button", { name: "Delete registry" }).click();
  await expect(page.getByText("No registries yet")).toBeVisible();
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries).toEqual([]);
});

test("of two admins editing at once the second sees both values and chooses", async ({
  page,
  browser,
  api,
  berth,
  basicRegistry: { host },
}) => {
  const { id } = await addRegistry(api, { ...seed, host });
  const other = await browser.newContext({ baseURL: berth.url });
  const jussi = await other.newPage();
  await signInAs(jussi, berth, "admin", "Jussi Makinen");
  const conflict = page.getByRole("region", { name: "Two versions" });

  await test.step("the name: mine is kept", async () => {
    await page.goto(`/o/${org}/registries/${id}`);
    await chooseInMenu(page, seed.name, "Edit name");
    await rename(jussi, id, seed.name, "Named by Jussi");
    await page.getByLabel("Name", { exact: true }).fill("Named by Aino");
    await page.getByRole("button", { name: "Save name" }).click();
    await expect(conflict).toBeFocused();
    await expect(conflict).toContainText("Jussi Makinen changed this registry");
    await expect(conflict).toContainText("Yours: Named by Aino");
    await expect(conflict).toContainText("Theirs: Named by Jussi");
    await expectAccessible(page);
    await conflict.getByRole("button", { name: "Keep mine" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Named by Aino" })).toBeVisible();
  });

  await test.step("the name: theirs is taken", async () => {
    await chooseInMenu(page, "Named by Aino", "Edit name");
    await rename(jussi, id, "Named by Aino", "Jussi once more");
    await page.getByLabel("Name", { exact: true }).fill("Aino once more");
    await page.getByRole("button", { name: "Save name" }).click();
    await conflict.getByRole("button", { name: "Take theirs" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Jussi once more" })).toBeVisible();
  });

  await test.step("the patterns: both lists stand side by side", async () => {
    const address = `/o/${org}/registries/${id}/patterns`;
    await page.goto(address);
    await page.getByLabel("Pattern 1", { exact: true }).fill(`${host}/team/app`);
    await jussi.goto(address);
    await jussi.getByLabel("Pattern 1", { exact: true }).fill(`${host}/team/train`);
    await jussi.getByRole("button", { name: /^Save patterns/ }).click();
    await expect(jussi.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
    await page.getByRole("button", { name: /^Save patterns/ }).click();
    await expect(conflict).toBeFocused();
    await expect(conflict).toContainText("Jussi Makinen changed these patterns");
    await expect(conflict).toContainText(`${host}/team/app only here`);
    await expect(conflict).toContainText(`${host}/team/train only here`);
    await expectAccessible(page);
    await conflict.getByRole("button", { name: "Keep mine" }).click();
    await page.getByRole("button", { name: /^Save patterns/ }).click();
    await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  });

  const { registry } = await api("GET /organizations/{org}/registries/{id}", {
    params: { org, id },
  });
  expect(registry).toMatchObject({
    name: "Jussi once more",
    patterns: [{ text: `${host}/team/app` }],
  });
  await other.close();
});

test("nothing that can be pressed moves while the parts of a registry and its pulls arrive", async ({
  page,
  api,
  berth,
  tokenRegistry,
}) => {
  const { id } = await addRegistry(api, { ...seed, host: tokenRegistry.host });
  const { token } = await addProject(api, "train-prod");
  await recordPull(berth.url, token, `${tokenRegistry.host}/team/app:1`);
  // The parts at the bottom arrive first.
  const parts = ["usage", "pull-counts", "health", "checks", "last-results"];
  await page.route(/\/api\/v1\/organizations\//, async (route) => {
    const last = new URL(route.request().url()).pathname.split("/");
    const place = parts.findIndex((part) => last.includes(part));
    await new Promise((next) => setTimeout(next, place < 0 ? 0 : 150 * (place + 1)));
    await route.continue();
  });
  await page.addInitScript(() => {
    const places = new Map<Element, number>();
    const moves: string[] = [];
    Object.assign(window, { moves });
    const look = () => {
      for (const element of document.querySelectorAll("main :is(a, button, input, select)")) {
        const { y, height } = element.getBoundingClientRect();
        const seen = height > 1 && element.checkVisibility({ visibilityProperty: true });
        const before = places.get(element);
        if (seen && before !== undefined && Math.abs(before - y) > 2) {
          moves.push(`${element.textContent}: ${before} to ${y}`);
        }
        if (seen) places.set(element, y);
        else places.delete(element);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const moved = () => page.evaluate(() => (window as typeof window & { moves: string[] }).moves);

  await page.goto(`/o/${org}/registries/${id}`);
  await expect(page.getByRole("button", { name: "Delete registry…" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Changes of health" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Used by" })).toContainText("last 30 days");
  expect(await moved()).toEqual([]);

  await page.goto(`/o/${org}/registries/${id}/pulls`);
  await expect(page.getByText("1 pull in 30 days.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Pulls" })).toBeVisible();
  expect(await moved()).toEqual([]);
});

test("a part of a registry that never arrives holds up the others for a moment only", async ({
  page,
  api,
  tokenRegistry,
}) => {
  const { id } = await addRegistry(api, { ...seed, host: tokenRegistry.host });
  await page.route(/\/last-results$/, () => {});
  await page.goto(`/o/${org}/registries/${id}`);
  await expect(page.getByRole("button", { name: "Delete registry…" })).toBeVisible();
});

async function chooseInMenu(page: Page, registry: string, entry: string): Promise<void> {
  await page.getByRole("button", { name: `More actions for ${registry}` }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

async function rename(page: Page, id: string, from: string, to: string): Promise<void> {
  await page.goto(`/o/${org}/registries/${id}`);
  await chooseInMenu(page, from, "Edit name");
  await page.getByLabel("Name", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1, name: to })).toBeVisible();
}

async function checkNow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText(/^Check finished: The credential can pull/).first()).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
}
