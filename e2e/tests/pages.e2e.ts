import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiCall } from "@berth/api-contract";
import type { FakeRegistry } from "@berth/fake-registries";
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, expectAccessibleInBothThemes, org, test } from "../fixtures.ts";
import { tabTo } from "../flows/tab-to.ts";
import { addProject, addRegistry, recordPull, runCheck } from "../stack/seed.ts";
import type { Berth } from "../stack/start-berth.ts";

const routesFile = join(import.meta.dirname, "../../apps/web/src/routes.tsx");

/** What the addresses below are built with. */
type Seeded = Record<"id" | "draft" | "check" | "pull" | "image" | "event" | "report", string>;

type Visit = {
  /** As it stands in the route table. */
  route: string;
  at: (seeded: Seeded) => string;
  /** What stands there once the page has its data. */
  shows: (page: Page) => ReturnType<Page["getByText"]>;
};

const registry = ({ id }: Seeded) => `/o/${org}/registries/${id}`;
const heading = (name: string | RegExp) => (page: Page) =>
  page.getByRole("heading", { level: 1, name });
const row = (name: RegExp) => (page: Page) => page.getByRole("row", { name }).first();

const groups: Record<string, readonly Visit[]> = {
  "of registries": [
    { route: "registries", at: () => `/o/${org}/registries`, shows: row(/Team apps/) },
    {
      route: "registries/new",
      at: () => `/o/${org}/registries/new`,
      shows: heading("Add a registry"),
    },
    {
      route: "registries/new",
      at: () => `/o/${org}/registries/new?type=standard&step=1`,
      shows: heading("Where is it?"),
    },
    {
      route: "registries/import",
      at: () => `/o/${org}/registries/import`,
      shows: heading("Import registries"),
    },
    {
      route: "registries/drafts/:draft",
      at: ({ draft }) => `/o/${org}/registries/drafts/${draft}`,
      shows: heading("Create access"),
    },
    {
      route: "registries/new",
      at: () => `/o/${org}/registries/new?type=standard&form=single`,
      shows: heading("Add a registry: Standard registry"),
    },
    {
      route: "registries/:id",
      at: registry,
      shows: (page) => page.getByRole("rowheader", { name: "train-prod" }),
    },
    {
      route: "patterns",
      at: (seeded) => `${registry(seeded)}/patterns`,
      shows: (page) => page.getByRole("list", { name: "Results" }).getByText("Matches").first(),
    },
    {
      route: "credential",
      at: (seeded) => `${registry(seeded)}/credential`,
      shows: (page) => page.getByText("It can't be shown again."),
    },
  ],
  "of a registry's past": [
    { route: "checks", at: (seeded) => `${registry(seeded)}/checks`, shows: row(/team\/app/) },
    { route: "pulls", at: (seeded) => `${registry(seeded)}/pulls`, shows: row(/team\/app/) },
    { route: "history", at: (seeded) => `${registry(seeded)}/history`, shows: row(/Aino Karhu/) },
    {
      route: "registries/:id/checks/:check",
      at: (seeded) => `${registry(seeded)}/checks/${seeded.check}`,
      shows: (page) => page.getByText(/Manifest/).first(),
    },
    { route: "pulls", at: () => `/o/${org}/pulls`, shows: row(/team\/app/) },
    {
      route: "settings/alerts",
      at: () => `/o/${org}/settings/alerts`,
      shows: (page) => page.getByRole("rowheader", { name: "On call" }),
    },
    {
      route: "settings/caches",
      at: () => `/o/${org}/settings/caches`,
      shows: heading("Pull-through caches"),
    },
    {
      route: "settings/pulls",
      at: () => `/o/${org}/settings/pulls`,
      shows: heading("How long pulls are kept"),
    },
    {
      route: "pulls/:id",
      at: ({ pull }) => `/o/${org}/pulls/${pull}`,
      shows: heading(/team\/app/),
    },
  ],
  "of answers and of the organization": [
    {
      route: "explain",
      at: ({ image }) => `/o/${org}/explain?${new URLSearchParams({ image })}`,
      shows: (page) => page.getByRole("heading", { level: 2, name: /Uses 'Team apps'/ }),
    },
    { route: "explain/file", at: () => `/o/${org}/explain/file`, shows: heading("Explain a file") },
    {
      route: "explain/reports/:report",
      at: ({ report }) => `/o/${org}/explain/reports/${report}`,
      shows: row(/team\/app/),
    },
    { route: "audit", at: () => `/o/${org}/audit`, shows: row(/added the registry/) },
    {
      route: "audit/:event",
      at: ({ event }) => `/o/${org}/audit/${event}`,
      shows: heading(/added the registry/),
    },
    { route: "expiry", at: () => `/o/${org}/expiry`, shows: row(/Team apps/) },
    { route: "projects", at: () => `/o/${org}/projects`, shows: row(/train-prod/) },
    { route: "tokens", at: () => `/o/${org}/tokens`, shows: row(/train-prod-worker/) },
    {
      route: "tokens/new",
      at: () => `/o/${org}/tokens/new`,
      shows: (page) => page.getByRole("button", { name: "Create worker token" }),
    },
    {
      route: "api-reference",
      at: () => `/o/${org}/api-reference`,
      shows: heading("API reference"),
    },
    {
      route: "tokens/api",
      at: () => `/o/${org}/tokens/api`,
      shows: (page) => page.getByRole("tab", { name: "API tokens", selected: true }),
    },
    {
      route: "tokens/api/new",
      at: () => `/o/${org}/tokens/api/new`,
      shows: (page) => page.getByRole("button", { name: "Create API token" }),
    },
    { route: "members", at: () => `/o/${org}/members`, shows: row(/Aino Karhu/) },
    {
      route: "settings/organization",
      at: () => `/o/${org}/settings/organization`,
      shows: (page) => page.getByRole("button", { name: "Delete organization…" }),
    },
    {
      route: "settings/security",
      at: () => `/o/${org}/settings/security`,
      shows: (page) => page.getByText("Not required"),
    },
    {
      route: "settings/network",
      at: () => `/o/${org}/settings/network`,
      shows: (page) => page.getByRole("button", { name: /^Try \S/ }).first(),
    },
    {
      route: "settings/about",
      at: () => `/o/${org}/settings/about`,
      shows: (page) => page.getByText("The database answers."),
    },
    { route: "me", at: () => "/me", shows: heading("Your account") },
    {
      route: "*",
      at: () => `/o/${org}/no-such-page`,
      shows: heading("We can't find that page"),
    },
  ],
};

for (const [name, visits] of Object.entries(groups)) {
  test(`the pages ${name} are accessible in light and dark, fit 360 px, and have a title of their own`, async ({
    page,
    api,
    berth,
    tokenRegistry,
  }) => {
    test.slow();
    const seeded = await seedEverything(api, berth, tokenRegistry);
    const titles: string[] = [];
    for (const { route, at, shows } of visits) {
      await test.step(route, async () => {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(at(seeded));
        await expect(shows(page)).toBeVisible();
        await expectAccessibleInBothThemes(page);
        titles.push(await page.title());
        await page.setViewportSize({ width: 768, height: 900 });
        await expectTablesFit(page, route);
        await page.setViewportSize({ width: 360, height: 780 });
        await expect(shows(page)).toBeVisible();
        await expectNoSidewaysScroll(page, route);
        await expectNoSidewaysScrollAtTwiceTheText(page, route);
      });
    }
    expect(titles.filter((title) => !title.endsWith("Berth"))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });
}

test("the pages before the sign-in are accessible in light and dark and fit 360 px", async ({
  page,
  berth,
}) => {
  const { setupToken } = berth;
  for (const [address, title] of [
    [`/first-run#token=${setupToken}`, "Set up Berth"],
    ["/login", "Sign in"],
    ["/sign-in/callback?code=stolen&state=guessed", "You are not signed in"],
    ["/invite", "This invitation can't be used"],
    ["/forgot", "Forgot your password?"],
    ["/reset", "This link can't be used"],
    ["/worker-token#code=somebody-elses", "A worker token for you"],
    ["/worker-token", "This link can't be used"],
    ["/no-such-page", "We can't find that page"],
  ] as const) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.setViewportSize({ width: 360, height: 780 });
    await expectNoSidewaysScroll(page, address);
    await expectNoSidewaysScrollAtTwiceTheText(page, address);
  }
});

test("every route of the console is among the pages that are looked at", () => {
  const declared = [
    ...readFileSync(routesFile, "utf8").matchAll(/(?:page\(|path: )"([^"]+)"/g),
  ].map(([, path]) => path);
  const looked = new Set([
    ...Object.values(groups).flatMap((visits) => visits.map(({ route }) => route)),
    // The frame itself, and what stands before the sign-in.
    "o/:org",
    "/",
    "login",
    "sign-in/callback",
    "first-run",
    "invite",
    "forgot",
    "reset",
    "worker-token",
    // For those whom the operator named: support-staff.e2e.ts.
    "support-staff",
  ]);
  expect(declared.length).toBeGreaterThan(20);
  expect(declared.filter((path) => !looked.has(path ?? ""))).toEqual([]);
});

test("the keyboard skips the navigation and reaches rows, their menus and the way to add", async ({
  page,
  api,
  berth,
  tokenRegistry,
}) => {
  await seedEverything(api, berth, tokenRegistry);
  await page.goto(`/o/${org}/registries`);
  const link = page.getByRole("link", { name: "Team apps", exact: true });
  await expect(link).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, "Add registry");

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("team");
  await expect(page).toHaveURL(/q=team/);
  await tabTo(page, "Team apps");
  await page.keyboard.press(".");
  await expect(page.getByRole("menuitem", { name: "Check now" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Actions for Team apps" })).toBeFocused();
  await page.keyboard.press("v");
  await expect(page.getByRole("status").filter({ hasText: /Check finished/ })).toBeAttached();
  await expect(page.getByRole("row", { name: /Team apps/ })).toContainText("Healthy");
  await page.keyboard.press("k");
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Team apps" })).toBeFocused();
});

test("in a person's own few colours every control keeps an outline, and focus, choice and state show", async ({
  page,
  api,
  berth,
  tokenRegistry,
}) => {
  const seeded = await seedEverything(api, berth, tokenRegistry);
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(`/o/${org}/explain?${new URLSearchParams({ image: seeded.image })}`);
  const state = page.getByRole("switch", { name: /didn't match/ });
  await expect(state).toBeVisible();
  const bare = await page.evaluate(() => {
    const canvas = getComputedStyle(document.documentElement).backgroundColor;
    const controls = document.querySelectorAll<HTMLElement>(
      ":is(button, select, input):not([aria-hidden], .sr-only)",
    );
    return [...controls]
      .filter((control) => control.checkVisibility())
      .filter((control) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(control);
        return borderTopStyle === "none" || borderTopWidth === "0px" || borderTopColor === canvas;
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
  expect(bare).toEqual([]);

  const off = await fillOf(state);
  await state.click();
  await expect(state).toBeChecked();
  expect(await fillOf(state)).not.toBe(off);

  const current = page.getByRole("link", { name: "Explain an image" }).first();
  expect(await outlineOf(current)).toBe("solid 1px");
  await tabTo(page, "Explain an image");
  expect(await outlineOf(current)).toBe("solid 2px");

  await page.goto(`/o/${org}/registries`);
  await page.getByRole("button", { name: "Actions for Team apps" }).press("Enter");
  const entry = page.getByRole("menuitem", { name: "Check now" });
  await expect(entry).toHaveAttribute("data-highlighted");
  expect(await outlineOf(entry)).toBe("solid 2px");
  expect(await outlineOf(page.getByRole("menuitem", { name: "Delete…" }))).toContain("none");
});

test("on a narrow screen the navigation opens over the page, and leads on", async ({
  page,
  api,
}) => {
  await api("GET /session", {});
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`/o/${org}/registries`);
  await page.getByRole("button", { name: "Open navigation" }).click();
  const drawer = page.getByRole("dialog", { name: "Navigation" });
  await expect(drawer).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("link", { name: "Members" }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
});

async function seedEverything(api: ApiCall, berth: Berth, { host }: FakeRegistry): Promise<Seeded> {
  const { id } = await addRegistry(api, {
    name: "Team apps",
    host,
    pattern: "team/*",
    image: "team/app:1",
  });
  await addRegistry(api, {
    name: "Denied",
    host,
    pattern: "scenario/denied",
    image: "scenario/denied:1",
  });
  const { token } = await addProject(api, "train-prod");
  const image = `${host}/team/app:1`;
  await recordPull(berth.url, token, image);
  const check = await runCheck(api, { subject: "registry", registryId: id, image });
  const { pulls } = await api("GET /organizations/{org}/pulls", { params: { org }, query: {} });
  const { draft } = await api("POST /organizations/{org}/registry-drafts", {
    params: { org },
    body: {
      type: "standard",
      settings: { preset: "plain", tls: "http", host },
      testImage: image,
      name: "",
      patterns: [],
      handOutStored: false,
      expiryDay: null,
      step: 2,
    },
  });
  await api("POST /organizations/{org}/alert-channels", {
    params: { org },
    body: {
      kind: "webhook",
      name: "On call",
      events: ["registry.failing", "secret.expired"],
      secretUrl: `http://${host}/hook`,
    },
  });
  const { report } = await api("POST /organizations/{org}/file-reports", {
    params: { org },
    body: {
      name: "compose.yaml",
      kind: "compose",
      project: null,
      images: [
        {
          text: image,
          reference: image,
          line: 3,
          column: 12,
          where: "service 'web'",
          note: null,
          missing: [],
          pulled: true,
        },
      ],
    },
  });
  const { events } = await api("GET /organizations/{org}/audit-events", {
    params: { org },
    query: { object: id, action: "registry.create" },
  });
  const [pull, event] = [pulls[0]?.id ?? "", events[0]?.id ?? ""];
  return { id, draft: draft.id, check: check.id, pull, image, event, report: report.id };
}

const fillOf = (control: Locator) =>
  control.evaluate((node) => getComputedStyle(node).backgroundColor);

const outlineOf = (control: Locator) =>
  control.evaluate((node) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return `${outlineStyle} ${outlineWidth}`;
  });

/** Tables and code may scroll inside their own boxes; the page never does. */
async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess, `${what} is wider than the screen`).toBe(0);
}

/** The text as large as a phone's settings make it. */
async function expectNoSidewaysScrollAtTwiceTheText(page: Page, what: string): Promise<void> {
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await expectNoSidewaysScroll(page, `${what} with twice the text`);
}

/** Above the width where rows become cards a table shows what it has without being pushed sideways. */
async function expectTablesFit(page: Page, what: string): Promise<void> {
  const tooWide = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("[data-scroll-region]:has(table)")]
        .filter((box) => box.scrollWidth > box.clientWidth)
        .map((box) => box.querySelector("caption")?.textContent),
    );
  await expect.poll(tooWide, { message: `tables of ${what}` }).toEqual([]);
}
