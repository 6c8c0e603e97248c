import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectAccessible, org, test } from "../fixtures.ts";
import { runWorker } from "../stack/run-worker.ts";
import { addRegistry } from "../stack/seed.ts";

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-pulled-"));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a project and a token are made in the console, and the pull they allow stands there", async ({
  page,
  api,
  berth,
  tokenRegistry,
}) => {
  await addRegistry(api, {
    name: "Team apps",
    host: tokenRegistry.host,
    pattern: "team/*",
    image: "team/app:1",
  });

  await page.goto(`/o/${org}/tokens/new`);
  await page.getByLabel("Name", { exact: true }).fill("gpu-pool");
  await page.getByRole("button", { name: "Create project" }).click();
  const dialog = page.getByRole("dialog", { name: "Create project" });
  await dialog.getByLabel("Name", { exact: true }).fill("train-prod");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog).toHaveCount(0);
  const chosen = page.getByLabel("Default project", { exact: true });
  await expect(chosen.getByRole("option", { selected: true })).toHaveText("train-prod");
  await page.getByRole("button", { name: "Create worker token" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Worker token 'gpu-pool'" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Copy token" }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(token).toMatch(/^brth_w_\S{40,}$/);
  await expectAccessible(page);
  await page.getByLabel("I've stored it").check();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /gpu-pool/ })).toContainText("train-prod");
  await expect(page.getByText(token)).toHaveCount(0);

  const image = `${tokenRegistry.host}/team/app:1`;
  const pulled = await runWorker(
    ["pull", image, "--project", "train-prod", "--to", `oci:${folder}/app`],
    {
      url: berth.url,
      token: token ?? "",
      insecure: [tokenRegistry.host],
    },
  );
  expect(pulled.stdout).toContain(`Pulling image: ${image}\n`);
  const digest = /^Image digest: (sha256:[0-9a-f]{64})$/m.exec(pulled.stdout)?.[1];
  expect({ code: pulled.code, digest: digest !== undefined }, pulled.stderr).toEqual({
    code: 0,
    digest: true,
  });
  expect(
    JSON.parse(readFileSync(join(folder, "app", "index.json"), "utf8")).manifests,
  ).toHaveLength(1);

  await page.goto(`${berth.url}/o/${org}/pulls`);
  const row = page.getByRole("row").filter({ hasText: "team/app" });
  await expect(row).toContainText("train-prod");
  await expect(row).toContainText("Team apps");
  await expect(row).toContainText(digest?.slice(7, 15) ?? "no digest");
  await expectAccessible(page);
});

test("a personal project is refused with the reason, an uncovered image is pulled anonymously", async ({
  api,
  berth,
  basicRegistry,
}) => {
  await addRegistry(api, {
    name: "Team apps",
    host: basicRegistry.host,
    pattern: "team/*",
    image: "team/app:1",
    handOutStored: true,
  });
  const { user } = await api("GET /session", {});
  const params = { org };
  await api("POST /organizations/{org}/projects", {
    params,
    body: { name: "mine", owner: { kind: "person", personId: user.id } },
  });
  const { token } = await api("POST /organizations/{org}/worker-tokens", {
    params,
    body: { name: "any", project: { kind: "any" }, expiresInDays: 1 },
  });
  const worker = { url: berth.url, token: token ?? "", insecure: [basicRegistry.host] };

  const refused = await runWorker(
    ["pull", `${basicRegistry.host}/team/app:1`, "--project", "mine", "--to", `dir:${folder}/a`],
    worker,
  );
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("personal project");

  const before = basicRegistry.credentialsSeen.length;
  const open = await runWorker(
    ["pull", `${basicRegistry.host}/open/tool:1`, "--project", "mine", "--to", `dir:${folder}/b`],
    worker,
  );
  expect({ code: open.code, says: /anonym/i.test(open.stderr) }, open.stderr).toEqual({
    code: 0,
    says: true,
  });
  expect(basicRegistry.credentialsSeen.length).toBe(before);

  const { pulls } = await api("GET /organizations/{org}/pulls", { params, query: {} });
  expect(pulls.map(({ outcome, status }) => `${outcome} ${status}`).toSorted()).toEqual([
    "anonymous succeeded",
    "refused refused",
  ]);
});

test("no answer, log line or file of a pull holds the secret", async ({
  api,
  berth,
  basicRegistry,
}) => {
  await addRegistry(api, {
    name: "Team apps",
    host: basicRegistry.host,
    pattern: "team/*",
    image: "team/app:1",
    handOutStored: true,
  });
  const { project } = await api("POST /organizations/{org}/projects", {
    params: { org },
    body: { name: "train", owner: { kind: "organization" } },
  });
  const { token } = await api("POST /organizations/{org}/worker-tokens", {
    params: { org },
    body: { name: "one", project: { kind: "default", id: project.id }, expiresInDays: 1 },
  });
  const pulled = await runWorker(
    ["pull", `${basicRegistry.host}/team/app:1`, "--to", `dir:${folder}/a`],
    {
      url: berth.url,
      token: token ?? "",
      insecure: [basicRegistry.host],
    },
  );
  expect(pulled.code, pulled.stderr).toBe(0);
  for (const text of [pulled.stdout, pulled.stderr, berth.output()]) {
    expect(text).not.toContain("s3cret-alice-1234");
    expect(text).not.toContain(token);
  }
});
