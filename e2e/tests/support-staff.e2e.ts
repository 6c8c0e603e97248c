import { expect, expectAccessibleInBothThemes, org, owner, test } from "../fixtures.ts";
import { appCode } from "../flows/app-code.ts";
import { apiFor } from "../stack/api.ts";
import { runCommand } from "../stack/run-command.ts";

test("support staff whom the operator named enter an organization, which sees it and sends them away", async ({
  page,
  api,
  berth,
  browser,
}) => {
  test.slow();
  await api("GET /session", {});
  const link = await runCommand(
    berth,
    "support-staff",
    "appoint",
    "sam@example.com",
    "--name",
    "Sam Laine",
  );
  const context = await browser.newContext({ baseURL: berth.url });
  const sam = await context.newPage();
  await sam.goto(link);
  await sam.getByLabel("New password", { exact: true }).fill(owner.password);
  await sam.getByRole("button", { name: "Set password" }).click();
  await sam.getByRole("link", { name: "Sign in" }).click();
  await sam.getByLabel("E-mail").fill("sam@example.com");
  await sam.getByLabel("Password", { exact: true }).fill(owner.password);
  await sam.getByRole("button", { name: "Sign in" }).click();

  // In no organization: this page and the account are all there is.
  await expect(sam.getByRole("heading", { level: 1, name: "Support staff" })).toBeVisible();
  await expect(sam.getByRole("row", { name: /Acme/ })).toContainText("Can enter");
  await expectAccessibleInBothThemes(sam);
  await sam.setViewportSize({ width: 360, height: 780 });
  await expectAccessibleInBothThemes(sam);
  await sam.setViewportSize({ width: 1280, height: 900 });
  const dialog = sam.getByRole("dialog", { name: "Enter Acme" });
  await sam.getByRole("button", { name: "Enter Acme" }).click();
  await dialog.getByLabel("Reason").fill("Ticket 4711: pulls fail");
  await dialog.getByRole("button", { name: "Enter Acme" }).click();
  await expect(dialog).toContainText("Support staff need a second factor");

  const samApi = apiFor(sam.request, berth.url);
  const { secret } = await samApi("POST /account/second-factor/totp", {});
  await samApi("POST /account/second-factor/totp/activate", { body: { code: appCode(secret) } });
  await dialog.getByRole("button", { name: "Enter Acme" }).click();
  await expect(sam.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();
  await expect(sam.getByText(/You are in Acme as support staff until/)).toBeVisible();
  await expect(sam.getByRole("link", { name: "Add registry" })).toHaveCount(0);
  await expectAccessibleInBothThemes(sam);

  await page.goto(`/o/${org}/registries`);
  await expect(page.getByText(/Sam Laine until/)).toBeVisible();
  await page.getByRole("link", { name: "See why, or end it" }).click();
  const row = page.getByRole("row", { name: /Sam Laine/ });
  await expect(row).toContainText("Ticket 4711: pulls fail");
  await row.getByText(/kinds? of things?/).click();
  await expect(row.getByText("List of registries")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await row.getByRole("button", { name: "End now: the visit of Sam Laine" }).click();
  await expect(row.getByText("Here until")).toHaveCount(0);

  await sam.getByRole("link", { name: "Projects" }).click();
  await expect(
    sam.getByRole("heading", { level: 1, name: "We can't find that page" }),
  ).toBeVisible();
  await page.goto(`/o/${org}/audit?area=support-visit`);
  await expect(page.getByRole("row", { name: /entered as support staff/ })).toBeVisible();
  await context.close();
});
