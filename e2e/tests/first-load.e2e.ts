import type { Page } from "@playwright/test";
import { expect, org, test } from "../fixtures.ts";

/** Bits a second and milliseconds of a phone on a slow network, as page auditors simulate it. */
const slowPhone = { downloadThroughput: 200_000, uploadThroughput: 90_000, latency: 150 };
const requestsMax = 6;

test("the first paint waits for at most six requests, all of them to Berth", async ({
  page,
  berth,
  api,
}) => {
  expect(api).toBeDefined();
  await page.context().clearCookies();
  await expectLightFirstPaint(page, `${berth.url}/login`);
});

test("behind the sign-in the first paint waits for no more", async ({ page, berth, api }) => {
  expect(api).toBeDefined();
  await expectLightFirstPaint(page, `${berth.url}/o/${org}/registries`);
});

async function expectLightFirstPaint(page: Page, address: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Network.enable");
  await browser.send("Network.emulateNetworkConditions", { offline: false, ...slowPhone });
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible({ timeout: 30_000 });
  const loaded = await page.evaluate(() => {
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    const before = performance
      .getEntriesByType("resource")
      .filter(({ startTime }) => startTime < (painted?.startTime ?? 0));
    return { painted: painted !== undefined, requests: before.map(({ name }) => name) };
  });
  expect(loaded.painted).toBe(true);
  // The page itself is one of them.
  expect([address, ...loaded.requests].length, loaded.requests.join("\n")).toBeLessThanOrEqual(
    requestsMax,
  );
  const own = new URL(address).origin;
  expect(loaded.requests.filter((name) => !name.startsWith(own))).toEqual([]);
}
