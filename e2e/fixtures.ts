import { expect, test as base, type Page } from "@playwright/test";
import {
  type Account,
  createImage,
  scenarios,
  startFakeRegistry,
  type FakeRegistry,
} from "@berth/fake-registries";
import type { ApiCall } from "@berth/api-contract";
import axe from "axe-core";
import { apiFor } from "./stack/api.ts";
import { type Gate, startGate } from "./stack/gate.ts";
import { startBerth, type Berth } from "./stack/start-berth.ts";

export { expect };

export const owner = {
  name: "Aino Karhu",
  email: "aino@example.com",
  password: "correct horse battery staple",
  organizationName: "Acme",
};
export const org = "acme";

/** What a worker or an admin needs to sign in to the fakes. */
export const pair = { username: "alice", secret: "s3cret-alice-1234" };

/** Another token of the same user, which opens `team/app` alone. */
export const narrowSecret = "n4rrow-alice-5678";

/** How Chromium reports what a content security policy or Trusted Types stopped. */
const forbiddenByPolicy = /Content Security Policy|requires 'Trusted\w+' assignment/;

type Fixtures = {
  /** Who may pull from both fakes. Another `secret` here is a password changed at the registry. */
  account: Account;
  /** A fresh instance that nobody set up yet. */
  berth: Berth;
  /** The instance after set-up; the page is signed in as its owner. */
  api: ApiCall;
  /** A registry with Basic sign-in. */
  basicRegistry: FakeRegistry;
  /** A registry with a token service. */
  tokenRegistry: FakeRegistry;
  /** A door in front of `basicRegistry`, to hold its answers back or to take it down. */
  gate: Gate;
  /** More places that the instance may reach, as in `BERTH_OUTBOUND_ALLOW`; for a file to override. */
  alsoAllowed: readonly string[];
  /** More variables of the instance; for a file to override. */
  environment: Record<string, string>;
  /** Under which the browser reaches the instance; for a file to override. */
  hostName: string;
};

export const test = base.extend<Fixtures>({
  page: async ({ page }, use) => {
    const violations: string[] = [];
    page.on("console", (message) => {
      if (forbiddenByPolicy.test(message.text())) violations.push(message.text());
    });
    await use(page);
    expect(violations, "what the content security policy had to stop").toEqual([]);
  },
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are wanted from this pattern
  account: async ({}, use) =>
    use({
      ...pair,
      pull: ["team/app", "team/train", ...scenarios.map(({ name }) => `scenario/${name}`)],
    }),
  basicRegistry: async ({ account }, use) => withRegistry("standard-basic", account, use),
  tokenRegistry: async ({ account }, use) => withRegistry("standard-token", account, use),
  gate: async ({ basicRegistry }, use) => {
    const gate = await startGate(basicRegistry.host);
    await use(gate);
    await gate.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  alsoAllowed: async ({}, use) => use([]),
  environment: [{}, { option: true }],
  hostName: ["127.0.0.1", { option: true }],
  berth: async (
    { basicRegistry, tokenRegistry, gate, alsoAllowed, environment, hostName },
    use,
  ) => {
    const hosts = [basicRegistry, tokenRegistry, gate].map(({ host }) => `${host};http`);
    const berth = await startBerth({
      allow: [...hosts, ...alsoAllowed],
      env: environment,
      hostName,
    });
    await use(berth);
    await berth.stop();
  },
  api: async ({ page, berth }, use) => {
    const api = apiFor(page.request, berth.url);
    await api("POST /setup", { body: { ...owner, token: berth.setupToken } });
    await use(api);
  },
  baseURL: async ({ berth }, use) => use(berth.url),
});

async function withRegistry(
  dialect: string,
  account: Account,
  use: (registry: FakeRegistry) => Promise<void>,
): Promise<void> {
  const image = createImage({ files: { "model.txt": "weights" } });
  const registry = await startFakeRegistry({
    dialect,
    accounts: [account, { ...pair, secret: narrowSecret, pull: ["team/app"] }],
    images: {
      "team/app:1": image,
      "team/train:2": image,
      "open/tool:1": image,
      "team/hidden:1": image,
    },
    publicRepositories: ["open/tool"],
  });
  await use(registry);
  await registry.close();
}

/** Nothing serious or critical on the page as it stands. */
export async function expectAccessible(page: Page, only?: readonly string[]): Promise<void> {
  // A colour halfway to another one has no contrast worth measuring.
  await page.evaluate(async () => {
    const moves = () =>
      document
        .getAnimations()
        .some(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    // Frame by frame: a browser that has nothing to draw makes none, and then nothing moves on.
    const until = performance.now() + 2_000;
    while (moves() && performance.now() < until) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (rules) => {
      const checker = (window as typeof window & { axe: typeof axe }).axe;
      const runOnly =
        rules === undefined ? {} : { runOnly: { type: "rule" as const, values: rules } };
      return (await checker.run(document, { resultTypes: ["violations"], ...runOnly })).violations;
    },
    only && [...only],
  );
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
    [],
  );
}

/** What a theme changes: its colours. */
const rulesOfColours = ["color-contrast", "link-in-text-block"];

/** The same in both themes; the page is left in the light one. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, rulesOfColours);
}
