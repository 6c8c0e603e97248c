import { expect, expectAccessible, org, pair, test } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { chooseHttp, expectStep, goOnToAccess, pasteAccess, pasteImage } from "../flows/setup.ts";
import { press, tabTo, tabToElement } from "../flows/tab-to.ts";
import { signInAs } from "../stack/add-person.ts";

test("a setup survives leaving the page, is handed to a colleague, and becomes a registry", async ({
  page,
  api,
  berth,
  browser,
  basicRegistry,
}) => {
  await api("GET /session", {});
  const image = `${basicRegistry.host}/team/app:1`;
  await pasteImage(page, image);
  await chooseHttp(page);
  await goOnToAccess(page);
  await page.getByLabel("User name").fill(pair.username);
  await page.getByLabel("Password or token").fill(pair.secret);
  await expect(page.getByText(/Draft saved at .*, without the secret/)).toBeVisible();
  await page.getByRole("button", { name: "Copy link to this draft" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await page.getByRole("button", { name: "Save draft and exit" }).click();
  const question = page.getByRole("alertdialog", { name: "Leave setup?" });
  await expect(question).toContainText("Your secret is not saved.");
  await expect(question).toContainText("The rest stays in a draft.");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();
  const found = page.getByRole("link", { name: "Continue it" });
  await expect(found).toHaveAttribute("href", new URL(link).pathname);
  await expectNowhere(page, [pair.secret]);

  const context = await browser.newContext({ baseURL: berth.url, locale: "en-GB" });
  const colleague = await context.newPage();
  await signInAs(colleague, berth, "admin", "Jussi Maki");
  await colleague.goto(link);
  await expect(colleague.getByText(/Draft from \d\d:\d\d, by Aino Karhu/)).toBeVisible();
  await expect(colleague.getByText("The secret was not kept; paste it again.")).toBeVisible();
  await expect(colleague.getByLabel("User name")).toHaveValue(pair.username);
  await expect(colleague.getByLabel("Password or token")).toHaveValue("");
  await expectAccessible(colleague);
  await pasteAccess(colleague);
  await colleague.getByRole("button", { name: "Check and save" }).click();
  await expect(
    colleague.getByRole("heading", { level: 1, name: "Saved and verified" }),
  ).toBeFocused();
  const { drafts } = await api("GET /organizations/{org}/registry-drafts", { params: { org } });
  expect(drafts).toEqual([]);
  await context.close();
});

test("a draft stays open while it saves itself: nothing takes the focus away", async ({
  page,
  api,
}) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/registries/new?type=standard&step=1`);
  const host = page.getByLabel("Host", { exact: true });
  await host.fill("reg.example.com");
  await expect(page.getByText(/Draft saved at/)).toBeVisible();
  await expect(page).toHaveURL(/\/registries\/drafts\/drf_\w+\?step=1$/);
  await expect(host).toBeFocused();
  await page.reload();
  await expect(page.getByText(/Draft from/)).toBeVisible();
  await expect(host).toHaveValue("reg.example.com");
  await page.getByRole("link", { name: "Add a registry" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Add a registry" })).toBeFocused();
});

test("who has done it before does it on one page", async ({ page, api, basicRegistry }) => {
  await api("GET /session", {});
  const image = `${basicRegistry.host}/team/app:1`;
  await pasteImage(page, image);
  await page.getByRole("link", { name: "Use the single-page form" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Add a registry: Standard registry" }),
  ).toBeFocused();
  await chooseHttp(page);
  await page.getByRole("button", { name: "Check and save" }).click();
  const summary = page.getByRole("region", { name: "There is a problem" });
  await expect(summary).toContainText("Password or token: nothing was pasted yet.");
  await expectAccessible(page);
  await page.getByLabel("User name").fill(pair.username);
  await page.getByLabel("Password or token").fill(pair.secret);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(basicRegistry.host);
  await expect(page.getByLabel("Pattern 1", { exact: true })).toHaveValue(
    `${basicRegistry.host}/team/*`,
  );
  await page.getByRole("button", { name: "Check and save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Saved and verified" })).toBeFocused();
});

test("a registry is set up with the keyboard alone", async ({ page, api, basicRegistry }) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/registries`);
  await expect(page.getByText("No registries yet")).toBeVisible();
  await press(page, "Add registry");
  await expect(page.getByRole("heading", { level: 1, name: "Add a registry" })).toBeFocused();
  await tabTo(page, /^Paste an image/);
  await page.keyboard.type(`${basicRegistry.host}/team/app:1`);
  await page.keyboard.press("Enter");
  await expectStep(page, 1, "Where is it?");
  await tabToElement(
    page,
    page.getByRole("radio", { name: /^HTTPS, certificate from a public CA/ }),
  );
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "HTTP, unencrypted" })).toBeChecked();
  await page.keyboard.press("Control+Enter");
  await expectStep(page, 2, "Create access");
  await press(page, "Continue", "Space");
  await expectStep(page, 3, "Paste access");
  await tabTo(page, /^User name/);
  await page.keyboard.type(pair.username);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Password or token")).toBeFocused();
  await page.keyboard.type(pair.secret);
  await page.keyboard.press("Control+Enter");
  await expectStep(page, 4, "Check and save");
  await press(page, "Check and save");
  await expect(page.getByRole("heading", { level: 1, name: "Saved and verified" })).toBeFocused();
});
