import { expect, org, test } from "../fixtures.ts";
import { traceStep } from "../flows/setup.ts";
import { addProject, addRegistry, runCheck } from "../stack/seed.ts";

const name = `<img src=x onerror="window.marked=4">`;
const payload = `${name}<script>window.marked=5</script>`;

test("S-18: markup in every text that others write is shown as text, and the policy has nothing to stop", async ({
  page,
  api,
  berth,
  basicRegistry: { host },
}) => {
  const { id } = await addRegistry(api, {
    name,
    host,
    pattern: "team/*",
    morePatterns: ["scenario/*"],
    image: "team/app:1",
    handOutStored: true,
  });
  const image = `${host}/scenario/markup:1`;
  const { id: check } = await runCheck(api, { subject: "registry", registryId: id, image });
  const { token } = await addProject(api, name);
  const pull = await reportFailure(berth.url, token, `${host}/team/app:1`);

  await page.goto(`/o/${org}/registries/${id}/checks/${check}`);
  await expect(traceStep(page, "Manifest")).toBeVisible();
  await page.keyboard.press("x");
  await expect(traceStep(page, "Manifest").getByText("window.marked").first()).toBeVisible();
  expect(await taken()).toEqual([null, 0]);
  for (const address of [
    `registries`,
    `registries/${id}`,
    `projects`,
    `pulls`,
    `pulls/${pull}`,
    `audit`,
  ]) {
    await test.step(address, async () => {
      await page.goto(`/o/${org}/${address}`);
      await expect(page.getByText("<img src=x").filter({ visible: true }).first()).toBeVisible();
      expect(await taken()).toEqual([null, 0]);
    });
  }

  /** What was made of markup: what it would have set, and the elements it would have become. */
  function taken(): Promise<[unknown, number]> {
    return page.evaluate(() => {
      const elements = document.querySelectorAll(
        'img[src="x"], script:not([src]), a[href^="javascript:"]',
      );
      return [Reflect.get(window, "marked") ?? null, elements.length];
    });
  }
});

/** A worker's word on a pull that failed; gives the pull's id. */
async function reportFailure(berthUrl: string, token: string, image: string): Promise<string> {
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${berthUrl}/api/v1/worker/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const { pull } = (await (await send("POST", "pulls", { image })).json()) as { pull: string };
  const told = await send("PATCH", `pulls/${pull}`, { status: "failed", error: payload });
  if (!told.ok) throw new Error(`the report was not taken: ${told.status}`);
  return pull;
}
