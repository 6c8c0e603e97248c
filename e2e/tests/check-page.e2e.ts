import { expect, expectAccessibleInBothThemes, org, pair, test } from "../fixtures.ts";
import { expectNowhere } from "../flows/expect-nowhere.ts";
import { traceStep } from "../flows/setup.ts";
import { signInAs } from "../stack/add-person.ts";
import { addRegistry, runCheck } from "../stack/seed.ts";

const seed = { name: "Team apps", pattern: "team/*", image: "team/app:1" };

test("a check has an address for good: it is the same after a reload, and r runs it again", async ({
  page,
  api,
  tokenRegistry: { host },
}) => {
  const { id } = await addRegistry(api, { ...seed, host });
  const image = `${host}/team/app:1`;
  const { id: check } = await runCheck(api, { subject: "registry", registryId: id, image });
  const address = `/o/${org}/registries/${id}/checks/${check}`;
  await page.goto(`${address}#step-token`);
  const title = page.getByRole("heading", { level: 1, name: `Check of ${image}` });
  await expect(title).toBeVisible();
  // The link named a step: its evidence is open already.
  await expect(traceStep(page, "Token").getByText("Token service")).toBeVisible();
  const granted = traceStep(page, "Token").getByRole("definition");
  await expect(granted.filter({ hasText: /^repository:team\/app:pull$/ }).first()).toBeVisible();

  await page.reload();
  await expect(title).toBeVisible();
  for (const step of ["Pick credential", "Challenge", "Token", "Manifest"]) {
    await expect(traceStep(page, step)).toContainText("Passed");
  }
  await expect(page).toHaveTitle(`Check – ${image} – Team apps – Berth`);

  await page.keyboard.press("r");
  await expect(page).not.toHaveURL(new RegExp(check));
  await expect(traceStep(page, "Manifest")).toContainText("Passed");
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(check));
});

test("evidence opens step by step, all at once with x, and never holds the secret or a token", async ({
  page,
  api,
  tokenRegistry,
}) => {
  const { id } = await addRegistry(api, { ...seed, host: tokenRegistry.host });
  const image = `${tokenRegistry.host}/team/app:1`;
  const { id: check } = await runCheck(api, { subject: "registry", registryId: id, image });
  await page.goto(`/o/${org}/registries/${id}/checks/${check}`);
  const manifest = traceStep(page, "Manifest");
  await manifest.getByText("Evidence of step 6").click();
  await expect(manifest.getByText(/application\/vnd\.oci\.image\.manifest/).first()).toBeVisible();

  await page.keyboard.press("x");
  await expect(
    traceStep(page, "Challenge")
      .getByText(/WWW-Authenticate/i)
      .first(),
  ).toBeVisible();
  await expectAccessibleInBothThemes(page);
  const tokens = tokenRegistry.credentialsSeen.flatMap(({ presented }) =>
    presented.scheme === "bearer" ? [presented.token] : [],
  );
  expect(tokens.length).toBeGreaterThan(0);
  await expectNowhere(page, [pair.secret, btoa(`${pair.username}:${pair.secret}`), ...tokens]);
});

test("a failed check names the cause, and its report can be copied without the secret", async ({
  page,
  api,
  basicRegistry,
}) => {
  const { id } = await addRegistry(api, {
    ...seed,
    host: basicRegistry.host,
    image: "scenario/echo-secret:1",
    pattern: "*",
  });
  const image = `${basicRegistry.host}/scenario/echo-secret:1`;
  const { id: check } = await runCheck(api, { subject: "registry", registryId: id, image });
  await page.goto(`/o/${org}/registries/${id}/checks/${check}`);
  await expect(page.getByRole("heading", { level: 3, name: "What to do" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^\d of 4 checks pass$/ })).toContainText(
    "The credential can read the repository",
  );
  await page.getByRole("button", { name: "Expand all" }).click();
  await page.getByRole("button", { name: "Copy report" }).click();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain(image);
  expect(report).not.toContain(pair.secret);
  await expectNowhere(page, [pair.secret, btoa(`${pair.username}:${pair.secret}`)]);
  await expectAccessibleInBothThemes(page);
});

test("support sees the check and runs it again, but no way to change anything", async ({
  page,
  browser,
  api,
  berth,
  basicRegistry: { host },
}) => {
  const { id } = await addRegistry(api, { ...seed, host });
  const image = `${host}/team/app:1`;
  const { id: check } = await runCheck(api, { subject: "registry", registryId: id, image });
  const other = await browser.newContext({ baseURL: berth.url });
  const support = await other.newPage();
  await signInAs(support, berth, "support", "Sanna Support");
  await support.goto(`/o/${org}/registries/${id}/checks/${check}`);
  await expect(traceStep(support, "Manifest")).toContainText("Passed");
  await support.getByRole("button", { name: "Run again" }).click();
  await expect(support).not.toHaveURL(new RegExp(check));
  await expect(traceStep(support, "Manifest")).toContainText("Passed");
  await expect(support.getByText("by Sanna Support")).toBeVisible();

  await support.goto(`/o/${org}/registries/${id}/credential`);
  await expect(support.getByText("It can't be shown again.")).toBeVisible();
  await expect(support.getByRole("button", { name: "Replace secret" })).toHaveCount(0);
  await support.goto(`/o/${org}/registries/new`);
  await expect(
    support.getByText("Your role in Acme is Support; an admin can open this page."),
  ).toBeVisible();
  await expectNowhere(support, [pair.secret]);
  await page.goto(`/o/${org}/registries/${id}/checks`);
  await expect(page.getByRole("row", { name: /Sanna Support/ })).toBeVisible();
  await other.close();
});
