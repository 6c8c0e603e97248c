import { expect, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";
import { addRegistry } from "../stack/seed.ts";

test("a registry's patterns stand in the order in which they are tried", async ({
  page,
  api,
  basicRegistry,
}) => {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host: basicRegistry.host,
    pattern: "team/*",
    image: "team/app:1",
  });
  await page.goto(`/o/${org}/registries/${id}/patterns`);
  await expect(page.getByLabel("Pattern 1")).toHaveValue(`${basicRegistry.host}/team/*`);
  await expectAccessibleInBothThemes(page);
});
