import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";

test("a token for automation is made, shown once, works, and fails once it is revoked", async ({
  page,
  api,
  berth,
}) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/tokens`);
  await page.getByRole("tab", { name: "API tokens" }).click();
  await expect(page.getByText("No API tokens yet")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "Create API token" }).click();
  await page.getByLabel("Name").fill("nightly-report");
  await page.getByRole("button", { name: "Create API token" }).click();
  await expect(page.getByText("Allow at least one thing.").first()).toBeVisible();
  await page.getByRole("checkbox", { name: /^Read projects/ }).check();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Create API token" }).click();

  await expect(
    page.getByRole("heading", { level: 1, name: "API token 'nightly-report'" }),
  ).toBeVisible();
  // The one that stands alone; the commands below hold it too.
  const token = await page.getByText(/^brth_a_\S+$/).innerText();
  expect(token).toMatch(/^brth_a_/);
  await expectAccessibleInBothThemes(page);
  const ask = (path: string) =>
    fetch(new URL(`/api/v1/organizations/${org}/${path}`, berth.url), {
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await ask("projects")).status).toBe(200);
  expect((await ask("registries")).status).toBe(403);

  await page.getByRole("checkbox", { name: "I've stored it" }).check();
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row", { name: /nightly-report/ });
  await expect(row).toContainText("projects:read");
  await expect(row).toContainText("Active");
  await expectNowhere(page, [token]);
  await expectAccessibleInBothThemes(page);
  await row.getByRole("button", { name: "Revoke nightly-report" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toContainText("Revoked");
  expect((await ask("projects")).status).toBe(401);
});

test("the API reference shows every operation with what it takes and gives", async ({
  page,
  api,
}) => {
  await api("GET /session", {});
  await page.goto(`/o/${org}/tokens/api`);
  await page.getByRole("link", { name: "API reference" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search operations" }).fill("createProject");
  await expect(page.getByRole("listitem").filter({ hasText: "/api/v1/" })).toHaveCount(1);
  await page.getByText("/projects", { exact: false }).first().click();
  await expect(page.getByText("projects:write")).toBeVisible();
  await expect(page.getByText("Body of createProject")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
