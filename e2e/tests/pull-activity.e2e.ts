import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  expect,
  expectAccessible,
  expectAccessibleInBothThemes,
  org,
  test as base,
} from "../fixtures.ts";
import { startLimiter, type Limiter } from "../stack/limiter.ts";
import { runWorker } from "../stack/run-worker.ts";
import { addProject, addRegistry, recordPull } from "../stack/seed.ts";

const test = base.extend<{ limiter: Limiter; folder: string }>({
  limiter: async ({ basicRegistry }, use) => {
    const limiter = await startLimiter(basicRegistry.host);
    await use(limiter);
    await limiter.close();
  },
  alsoAllowed: async ({ limiter }, use) => use([`${limiter.host};http`]),
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are wanted from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "berth-pulled-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

test("a pull that waits for a rate limit is slow, says why, and leads to a pull-through cache", async ({
  page,
  api,
  berth,
  limiter,
  folder,
}) => {
  test.slow();
  await addRegistry(api, {
    name: "Team apps",
    host: limiter.host,
    pattern: "team/*",
    image: "team/app:1",
    handOutStored: true,
  });
  const { token } = await addProject(api, "train-prod");
  const image = `${limiter.host}/team/app:1`;
  limiter.limitOnce(5);
  const pulled = await runWorker(["pull", image, "--to", `oci:${folder}/app`], {
    url: berth.url,
    token,
    insecure: [limiter.host],
  });
  expect(pulled.code, pulled.stderr).toBe(0);
  const digest = /^Image digest: (sha256:[0-9a-f]{64})$/m.exec(pulled.stdout)?.[1] ?? "none";

  await page.goto(`/o/${org}/pulls`);
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByLabel("Duration", { exact: true }).selectOption("Slow");
  await expect(page).toHaveURL(/[?&]slow=true/);
  const row = page.getByRole("row").filter({ hasText: "team/app" });
  await expect(row).toContainText("slow");
  await expect(
    page.getByRole("img", { name: /Chart of pulls by day\. 1 pull in 30 days/ }),
  ).toBeVisible();
  await expectAccessible(page);

  await row.getByRole("link", { name: /team\/app/ }).click();
  await expect(
    page.getByRole("heading", { name: /had to wait, because .* limits how often/ }),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Timeline" })).toContainText(
    /Waited \d.* for a rate limit/,
  );
  await expect(page.getByRole("region", { name: "With a pull-through cache" })).toContainText(
    "-docker.pkg.dev/",
  );
  await expect(page.getByText(digest)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.getByRole("link", { name: `Map ${limiter.host} to a cache` }).click();
  await expect(page.getByLabel("Images below", { exact: true })).toHaveValue(limiter.host);
  await page.goBack();

  await page.getByRole("link", { name: "Explain as of that time" }).click();
  await expect(page.getByText(/Uses 'Team apps'/).first()).toBeVisible();
});

test("a server that is killed during a pull is told how it ended, and one that is away is waited for", async ({
  page,
  api,
  berth,
  gate,
  folder,
}) => {
  test.slow();
  await addRegistry(api, {
    name: "Team apps",
    host: gate.host,
    pattern: "team/*",
    image: "team/app:1",
    handOutStored: true,
  });
  const { token } = await addProject(api, "train-prod");
  const pull = (name: string) =>
    runWorker(["pull", `${gate.host}/team/app:1`, "--to", `oci:${folder}/${name}`], {
      url: berth.url,
      token,
      insecure: [gate.host],
    });
  const statuses = async () => {
    const { pulls } = await api("GET /organizations/{org}/pulls", { params: { org }, query: {} });
    return pulls.map(({ status }) => status);
  };
  // From here on Berth knows how the registry signs in, and needs no answer of it.
  await recordPull(berth.url, token, `${gate.host}/team/app:1`);
  gate.hold();
  const first = pull("first");
  await expect.poll(statuses).toEqual(["started", "succeeded"]);
  await berth.kill();
  // It asks while nobody is there.
  const second = pull("second");
  await berth.restart();
  gate.release();
  const ended = await Promise.all([first, second]);
  expect(ended.map(({ code, stderr }) => [code, code === 0 ? "" : stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  await page.goto(`/o/${org}/pulls`);
  await expect(page.getByRole("row").filter({ hasText: "team/app" })).toHaveCount(3);
  await expect(page.getByRole("row").filter({ hasText: "Succeeded" })).toHaveCount(3);
});

test("new pulls wait behind a button while the live tail is on", async ({
  page,
  api,
  berth,
  tokenRegistry,
}) => {
  const { token } = await addProject(api, "train");
  await recordPull(berth.url, token, `${tokenRegistry.host}/open/tool:1`);
  await page.goto(`/o/${org}/pulls`);
  await expect(page.getByRole("row").filter({ hasText: "open/tool" })).toHaveCount(1);
  await page.getByRole("switch", { name: "Live tail" }).check();
  await recordPull(berth.url, token, `${tokenRegistry.host}/team/app:1`);
  const button = page.getByRole("button", { name: "1 new pull – show" });
  await expect(button).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("row").filter({ hasText: "team/app" })).toHaveCount(0);
  await button.click();
  await expect(page.getByRole("row").filter({ hasText: "team/app" })).toHaveCount(1);
});

test("a token goes out by a link that opens once, and is rotated with an overlap", async ({
  page,
  api,
  browser,
  berth,
}) => {
  await addProject(api, "train");
  await page.goto(`/o/${org}/tokens/new`);
  await page.getByLabel("Name", { exact: true }).fill("gpu-pool");
  await page.getByRole("radio", { name: /A link for somebody else/ }).check();
  await page.getByText("Narrow what it may do").click();
  await page.getByLabel("Networks it may be used from").fill("127.0.0.0/8");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create worker token" }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`${berth.url}/worker-token#code=`);
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row", { name: /gpu-pool/ });
  await expect(row).toContainText("Link not opened");
  await expect(row).toContainText("From 127.0.0.0/8");

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(
    stranger.getByRole("heading", { level: 1, name: "A worker token for you" }),
  ).toBeVisible();
  expect(new URL(stranger.url()).hash).toBe("");
  await stranger.getByRole("button", { name: "Show the token" }).click();
  await expect(
    stranger.getByRole("heading", { level: 1, name: "Worker token 'gpu-pool'" }),
  ).toBeVisible();
  await expect(stranger.getByText(/^brth_w_\S{40,}$/)).toBeVisible();
  await expectAccessible(stranger);
  await stranger.context().close();

  await page.reload();
  await expect(row).toContainText("Active");
  await row.getByRole("button", { name: "Actions for gpu-pool" }).click();
  await page.getByRole("menuitem", { name: "Rotate…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rotate 'gpu-pool'" });
  await dialog.getByRole("radio", { name: "In 1 hour" }).check();
  await dialog.getByRole("button", { name: "Make the new token" }).click();
  const done = page.getByRole("dialog", { name: "The new token of 'gpu-pool'" });
  await done.getByLabel("I've stored it").check();
  await done.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /gpu-pool/ })).toHaveCount(2);
  await expect(
    page.getByRole("row", { name: /gpu-pool/ }).filter({ hasText: "replaced" }),
  ).toHaveCount(1);

  // Two have the same name now: the dialog says which one it is about.
  const older = page.getByRole("row", { name: /gpu-pool/ }).filter({ hasText: "replaced" });
  const prefix = (await older.getByText(/^brth_w_/).textContent())?.replace("…", "") ?? "none";
  await older.getByRole("button", { name: "Actions for gpu-pool" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  const revoke = page.getByRole("alertdialog", { name: "Revoke 'gpu-pool'?" });
  await expect(revoke).toContainText("A rotation has replaced it.");
  await expect(revoke).toContainText(`Its first characters are ${prefix}. `);
  await revoke.getByRole("button", { name: "Revoke token" }).click();
  await expect(
    page.getByRole("row", { name: /gpu-pool/ }).filter({ hasText: "Revoked" }),
  ).toContainText(prefix);
});
