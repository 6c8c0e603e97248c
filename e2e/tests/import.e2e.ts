import { expect, expectAccessibleInBothThemes, org, pair, test } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";

test("a config.json becomes registries, each looked over, checked and kept; what has no secret says why", async ({
  page,
  api,
  tokenRegistry,
}) => {
  await api("GET /session", {});
  const auth = Buffer.from(`${pair.username}:${pair.secret}`).toString("base64");
  const config = {
    auths: { [`http://${tokenRegistry.host}/team`]: { auth } },
    credHelpers: { "123456789012.dkr.ecr.eu-west-1.amazonaws.com": "ecr-login" },
  };
  await page.goto(`/o/${org}/registries`);
  await page.getByRole("link", { name: "Import from a file" }).click();
  await page.getByRole("button", { name: "Read file" }).click();
  await expect(page.getByRole("region", { name: "There is a problem" })).toBeFocused();
  await page.getByRole("textbox", { name: "File" }).fill("version: 3");
  await page.getByRole("button", { name: "Read file" }).click();
  await expect(page.getByText(/This is no config.json/).first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("textbox", { name: "File" }).fill(JSON.stringify(config));
  await page.getByRole("button", { name: "Read file" }).click();

  const table = page.getByRole("table", { name: "Registries of the file" });
  await expect(table.getByRole("row", { name: /AWS ECR/ })).toContainText(
    "docker-credential-ecr-login",
  );
  await expectAccessibleInBothThemes(page);
  await expectNowhere(page, [pair.secret, auth]);
  await table.getByRole("button", { name: `Look over ${tokenRegistry.host}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Import: / })).toBeFocused();
  await expect(page.getByLabel("User name")).toHaveValue(pair.username);
  await page.getByLabel("Test image").fill(`${tokenRegistry.host}/team/app:1`);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Check and save" }).click();
  const row = table.getByRole("row", { name: new RegExp(tokenRegistry.host) });
  await expect(row).toContainText("Added");
  await row.getByRole("link", { name: "Open" }).click();
  await expect(page.getByText("Healthy").first()).toBeVisible();
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries.map(({ patterns }) => patterns.map(({ text }) => text))).toEqual([
    [`${tokenRegistry.host}/team/*`],
  ]);
});
