import type { Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  expectAccessibleInBothThemes,
  org,
  pair,
  test,
} from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { tabTo } from "../flows/tab-to.ts";
import { signInAs } from "../stack/add-person.ts";
import { addProject, addRegistry } from "../stack/seed.ts";

const seed = { name: "Team apps", pattern: "team/*", image: "team/app:1" };
const answerWithinMs = 10_000;

test("support finds out in under ten seconds why a personal project gets no credential", async ({
  browser,
  api,
  berth,
  tokenRegistry: { host },
}) => {
  await addRegistry(api, { ...seed, host });
  const { user } = await api("GET /session", {});
  await api("POST /organizations/{org}/projects", {
    params: { org },
    body: { name: "demo-tom", owner: { kind: "person", personId: user.id } },
  });
  const context = await browser.newContext({ baseURL: berth.url });
  const page = await context.newPage();
  await signInAs(page, berth, "support", "Sanna Support");

  const begun = performance.now();
  await page.goto(`/o/${org}/explain`);
  await page.getByRole("combobox", { name: "Image" }).fill(`${host}/team/app:1`);
  await page.getByLabel("Project").selectOption({ label: "demo-tom" });
  const verdict = page.getByRole("heading", { level: 2, name: /Not available to this project/ });
  await expect(verdict).toContainText("personal project");
  expect(performance.now() - begun).toBeLessThan(answerWithinMs);

  await expect(fourth(page, 1)).toContainText("Pass");
  await expect(fourth(page, 2)).toContainText("Pass");
  await expect(fourth(page, 3)).toContainText("The project belongs to an organization Fail");
  await expectAccessibleInBothThemes(page);
  await expectNowhere(page, [pair.secret]);

  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  expect(await copied(page)).toContain("✕ Fail: The project belongs to an organization");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.goto(await copied(page));
  await expect(verdict).toBeVisible();
  await context.close();
});

test("with the keyboard alone an image is asked about and checked", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  await addRegistry(api, { ...seed, host });
  await page.goto(`/o/${org}/registries`);
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await tabTo(page, "Explain an image");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Explain an image" })).toBeFocused();
  await tabTo(page, "Image");
  await page.keyboard.type(`docker pull ${host}/team/app:1`);
  await expect(page.getByRole("status").filter({ hasText: "Removed docker pull" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: /^Uses 'Team apps'/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/image=/);
  await tabTo(page, "Run a check with this image");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: `Check of ${host}/team/app:1` }),
  ).toBeFocused();
});

test("an image that no pattern covers is anonymous, and leads to a registry for it", async ({
  page,
  api,
  tokenRegistry,
  basicRegistry,
}) => {
  await addRegistry(api, { ...seed, host: tokenRegistry.host });
  const image = `${basicRegistry.host}/team/app:1`;
  await page.goto(`/o/${org}/explain?${new URLSearchParams({ image })}`);
  await expect(page.getByRole("heading", { level: 2, name: /^No credential\./ })).toBeVisible();
  await page.getByRole("switch", { name: "Show patterns that didn't match (1)" }).click();
  const row = page.getByRole("row", { name: /team\/\*/ });
  await expect(row).toContainText("No match");
  await expect(row).toContainText("Team apps");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "Create registry for this image" }).click();
  await expect(page.getByLabel("Paste an image you want to pull")).toHaveValue(image);
});

test("a Compose file shows its two uncovered images with their lines, and keeps the rest to itself", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  await addRegistry(api, { ...seed, host });
  await addProject(api, "train-prod");
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  const file = [
    "services:",
    "  web:",
    `    image: ${host}/team/app:1`,
    "    environment:",
    "      DATABASE_PASSWORD: do-not-send-this",
    "  cache:",
    "    image: redis:7",
    "  worker:",
    `    image: ${host}/other/worker:\${TAG}`,
    "  local:",
    "    build: .",
  ].join("\n");
  await page.goto(`/o/${org}/explain`);
  await page.getByRole("link", { name: "Explain a whole file" }).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), file);
  await page.getByLabel("File", { exact: true }).press("Control+V");
  await expect(page.getByRole("status").filter({ hasText: "A Compose file:" })).toHaveText(
    /A Compose file: 4 images, 2 with a problem/,
  );
  const rows = page.getByRole("table", { name: "Images in the file" }).getByRole("row");
  await expect(rows.filter({ hasText: "team/app:1" })).toContainText("Team apps");
  await expect(rows.filter({ hasText: "redis:7" })).toContainText("No credential");
  await expect(rows.filter({ hasText: "other/worker" })).toContainText(
    "Variable in the tag: doesn't affect matching",
  );
  await expect(rows.filter({ hasText: "local" })).toContainText("Built locally, not pulled.");
  await expectAccessibleInBothThemes(page);

  await page.getByRole("switch", { name: "Problems only" }).click();
  await expect(rows).toHaveCount(3);
  await rows.filter({ hasText: "redis:7" }).getByRole("button", { name: "line 7" }).click();
  await expect(page.getByLabel("File", { exact: true })).toBeFocused();
  const selected = await page.evaluate(() => window.getSelection()?.toString());
  expect(selected).toContain("redis:7");
  expect(sent.join("\n")).toContain("redis:7");
  expect(sent.join("\n")).not.toContain("do-not-send-this");
  expect(sent.join("\n")).not.toContain("DATABASE_PASSWORD");

  await page.getByRole("button", { name: "Save report" }).click();
  const title = page.getByRole("heading", { level: 1, name: /^A Compose file, / });
  await expect(title).toBeVisible();
  await addRegistry(api, { name: "Others", host, pattern: "other/*", image: "other/worker:1" });
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "4 images" })).toHaveText(
    "4 images, 2 with a problem when it was saved; 1 changed since",
  );
  await expect(rows.filter({ hasText: "other/worker" })).toContainText("Others");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete report" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete report" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Explain a file" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Saved reports" })).toHaveCount(0);
});

/** A line of the list of four checks. */
function fourth(page: Page, number: 1 | 2 | 3 | 4) {
  return page
    .getByRole("region", { name: /of 4 checks pass/ })
    .getByRole("listitem")
    .nth(number - 1);
}

async function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
