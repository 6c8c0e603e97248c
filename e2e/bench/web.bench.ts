import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import config from "../../playwright.config.ts";
import { apiFor } from "../stack/api.ts";
import { freePort, startBerth } from "../stack/start-berth.ts";
import type { Row } from "../../tools/bench/row.ts";

/** Of so many audits of a page the median counts. */
const audits = 3;
const registries = 12;
const person = {
  name: "Bench",
  email: "bench@example.com",
  password: "correct horse battery staple",
};

/**
 * Lighthouse's simulated phone on the built console: the sign-in page, and the list of registries behind it (S3 of the
 * speed goals). The bytes and requests of the first load are gated elsewhere, on every build and in every test run.
 */
export async function run(): Promise<Row[]> {
  const berth = await startBerth({ allow: [] });
  const profile = mkdtempSync(join(tmpdir(), "berth-bench-web-"));
  const port = await freePort();
  const launch = config.use?.launchOptions;
  const context = await chromium.launchPersistentContext(profile, {
    ...launch,
    args: [...(launch?.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    const login = await auditPage(port, `${berth.url}/login`);
    await seed(context, berth.url, berth.setupToken);
    const list = await auditPage(port, `${berth.url}/o/bench/registries`);
    return [...rows("sign-in", login), ...rows("list of registries", list)];
  } finally {
    await context.close();
    await berth.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The browser that is audited is signed in as well: its cookies are the context's. */
async function seed(context: BrowserContext, url: string, token: string): Promise<void> {
  const api = apiFor(context.request, url);
  await api("POST /setup", { body: { ...person, token, organizationName: "Bench" } });
  for (let place = 0; place < registries; place++) {
    await api("POST /organizations/{org}/registries", {
      params: { org: "bench" },
      body: {
        name: `Registry ${place}`,
        type: "standard",
        settings: { host: `registry-${place}.example.com`, username: "bench" },
        secret: { password: "secret-of-the-bench" },
        patterns: [`registry-${place}.example.com/team/*`],
        handOutStored: false,
        checkId: null,
      },
    });
  }
}

type Audit = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  lcpMs: number;
  tbtMs: number;
  cls: number;
};

async function auditPage(port: number, address: string): Promise<Audit> {
  const all: Audit[] = [];
  for (let turn = 0; turn < audits; turn++) {
    const result = await lighthouse(address, {
      port,
      output: "json",
      logLevel: "error",
      onlyCategories: ["performance", "accessibility", "best-practices"],
      // The session's cookie is what shows the page behind the sign-in.
      disableStorageReset: true,
    });
    if (result === undefined) throw new Error(`${address} could not be audited`);
    const { categories, audits: audited, finalDisplayedUrl } = result.lhr;
    if (finalDisplayedUrl !== address) throw new Error(`${address} led to ${finalDisplayedUrl}`);
    const score = (name: string) => Math.round(100 * (categories[name]?.score ?? 0));
    const figure = (name: string) => audited[name]?.numericValue ?? Number.NaN;
    all.push({
      performance: score("performance"),
      accessibility: score("accessibility"),
      bestPractices: score("best-practices"),
      lcpMs: figure("largest-contentful-paint"),
      tbtMs: figure("total-blocking-time"),
      cls: figure("cumulative-layout-shift"),
    });
  }
  const median = (name: keyof Audit) =>
    all.map((one) => one[name]).toSorted((one, other) => one - other)[Math.floor(audits / 2)] ??
    Number.NaN;
  return {
    performance: median("performance"),
    accessibility: median("accessibility"),
    bestPractices: median("bestPractices"),
    lcpMs: median("lcpMs"),
    tbtMs: median("tbtMs"),
    cls: median("cls"),
  };
}

function rows(page: string, audit: Audit): Row[] {
  const atLeast = (name: string, value: number, limit: number): Row => ({
    name: `S3 ${page}: ${name}`,
    value,
    limit,
    unit: "of 100",
    pass: value >= limit,
  });
  const atMost = (name: string, value: number, limit: number, unit: string): Row => ({
    name: `S3 ${page}: ${name}`,
    value,
    limit,
    unit,
    pass: value <= limit,
  });
  return [
    atLeast("performance", audit.performance, 99),
    atLeast("accessibility", audit.accessibility, 100),
    atLeast("best practices", audit.bestPractices, 100),
    atMost("largest contentful paint", audit.lcpMs, 1300, "ms"),
    atMost("total blocking time", audit.tbtMs, 50, "ms"),
    atMost("cumulative layout shift", audit.cls, 0.01, ""),
  ];
}
