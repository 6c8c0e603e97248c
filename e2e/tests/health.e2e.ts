import { expect, expectAccessibleInBothThemes, org, pair, test } from "../fixtures.ts";
import type { FakeRegistry } from "@berth/fake-registries";
import { addRegistry } from "../stack/seed.ts";

test.use({ environment: { BERTH_RE_CHECK_INTERVAL: "1s" } });

/** The schedule runs by itself; on a busy machine a round may take its time. */
const rounds = { timeout: 30_000 };

const seed = ({ host }: Pick<FakeRegistry, "host">) => ({
  name: "Team apps",
  host,
  pattern: "team/*",
  image: "team/app:1",
});

test("a registry whose password was changed elsewhere turns failing by itself, and back, with reason and time", async ({
  page,
  api,
  account,
  tokenRegistry,
}) => {
  const image = `${tokenRegistry.host}/team/app:1`;
  const { id } = await addRegistry(api, seed(tokenRegistry));
  await page.goto(`/o/${org}/registries/${id}`);
  const changes = page.getByRole("table", { name: "Changes of health" });
  await expect(changes.getByRole("row", { name: /Healthy/ })).toHaveCount(1);

  account.secret = "changed-at-the-registry";
  const failing = changes.getByRole("row", { name: /Failing.*Healthy.*rejected/ });
  await expect(failing).toBeVisible(rounds);
  await expect(page.getByRole("img", { name: /^Last 7 days: .*failing/ })).toBeVisible();
  await expect(page.getByText("Check refused")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  account.secret = pair.secret;
  await expect(changes.getByRole("row", { name: /Healthy.*Failing/ })).toBeVisible(rounds);

  await failing.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: `Check of ${image}` })).toBeVisible();
  await expect(page.getByText("by the schedule: only access is checked again")).toBeVisible();
  await expect(page.getByText("incorrect username or password").first()).toBeVisible();
});

test("an outage is called registry trouble, never a bad credential, and pulls go on", async ({
  page,
  api,
  tokenRegistry,
}) => {
  const { id } = await addRegistry(api, seed(tokenRegistry));
  tokenRegistry.play("outage");
  await page.goto(`/o/${org}/registries/${id}`);
  const changes = page.getByRole("table", { name: "Changes of health" });
  await expect(changes.getByRole("row", { name: /Registry trouble.*Healthy.*503/ })).toBeVisible(
    rounds,
  );
  await expect(changes.getByRole("row", { name: /Failing/ })).toHaveCount(0);
  tokenRegistry.play(null);
  await expect(changes.getByRole("row", { name: /Healthy.*Registry trouble/ })).toBeVisible(rounds);
});
