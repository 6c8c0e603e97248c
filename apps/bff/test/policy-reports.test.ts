import { afterAll, beforeAll, expect, test } from "vitest";
import { startAcme, type Acme } from "./support/harness.ts";

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme({ publicUrl: new URL("https://berth.example.com") });
});
afterAll(() => acme.close());

const report = (type: string, body: unknown) =>
  acme.app.request("https://berth.example.com/policy-reports", {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const violation = (effectiveDirective: string, blockedURL: string) => ({
  type: "csp-violation",
  url: "https://berth.example.com/o/acme/registries?q=private-words",
  body: { effectiveDirective, blockedURL, sample: "private-words" },
});
const lines = () =>
  acme
    .logText()
    .split("\n")
    .filter((line) => line.includes("content security policy"))
    .map((line) => {
      const { code, host } = JSON.parse(line) as { code: string; host: string };
      return [code, host];
    });
const counted = async () =>
  (await acme.deps.metrics.scrape([], null))
    .split("\n")
    .filter((line) => line.startsWith("berth_policy_violations_total{"));

test("pages say where browsers report what the policy stopped, over https in the newer way too", async () => {
  const page = await acme.app.request("https://berth.example.com/nothing-here");
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy.split("; ")).toEqual(
    expect.arrayContaining(["report-uri /policy-reports", "report-to policy"]),
  );
  expect(page.headers.get("reporting-endpoints")).toBe('policy="/policy-reports"');
  const plain = await startAcme();
  try {
    const { headers } = await plain.app.request("http://127.0.0.1:8080/nothing-here");
    expect(headers.get("content-security-policy")).toMatch(/report-uri \/policy-reports$/);
    expect(headers.has("reporting-endpoints")).toBe(false);
  } finally {
    await plain.close();
  }
});

test("reports are counted and logged by directive and host; nothing else of them is kept, and floods are only counted", async () => {
  const old = await report("application/csp-report", {
    "csp-report": {
      "document-uri": "https://berth.example.com/o/acme?q=private-words",
      "violated-directive": "script-src-elem",
      "blocked-uri": "https://evil.example.com/private-words.js?token=private-words",
      "script-sample": "private-words",
    },
  });
  expect(old.status).toBe(204);
  const several = await report("application/reports+json", [
    violation("style-src-attr", "inline"),
    violation("private-words", "data:private-words"),
    { type: "deprecation", body: undefined },
  ]);
  expect(several.status).toBe(204);
  expect(lines()).toEqual([
    ["script-src-elem", "evil.example.com"],
    ["style-src-attr", "inline"],
    ["other", "unknown"],
  ]);
  for (let n = 0; n < 20; n += 1) {
    await report("application/reports+json", [violation("img-src", "https://x.example/")]);
  }
  expect(lines()).toHaveLength(10);
  acme.advance(60_000);
  await report("application/reports+json", [violation("font-src", "https://x.example/")]);
  expect(lines()).toHaveLength(11);
  expect(await counted()).toEqual(
    expect.arrayContaining([
      'berth_policy_violations_total{directive="img-src"} 20',
      'berth_policy_violations_total{directive="other"} 1',
    ]),
  );
  expect(acme.logText()).not.toContain("private-words");
});

test.each([
  ["another type", "application/json", "{}", 415],
  ["what is no report", "application/csp-report", "{}", 400],
  ["what is no JSON", "application/csp-report", "<private>", 400],
  ["too much", "application/csp-report", `"${"x".repeat(300_000)}"`, 413],
])("%s is refused", async (_, type, body, status) => {
  expect((await report(type, body)).status).toBe(status);
});
