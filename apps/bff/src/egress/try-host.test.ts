import { expect, test } from "vitest";
import { createEgress } from "./create-egress.ts";
import type { Refusal } from "./create-egress.ts";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";
import { recordingDialer } from "./testing/recording-dialer.ts";
import { scriptedResolver } from "./testing/scripted-resolver.ts";

const names = {
  "registry.test": ["93.184.216.34"],
  "inside.test": ["10.1.2.3"],
  "mixed.test": ["93.184.216.34", "10.9.9.9"],
  "metadata.test": ["169.254.169.254"],
  "own.test": ["93.184.216.40"],
  "silent.test": "hang" as const,
};

async function tryIt(text: string, allow = "") {
  const entries = parseOutboundAllow(allow);
  if (!entries.ok) throw new Error(entries.message);
  const { dialer, dialled } = recordingDialer();
  const { resolver, asked } = scriptedResolver(names);
  const refusals: Refusal[] = [];
  const egress = createEgress({
    allow: entries.entries,
    ownEndpoints: () => [{ host: "own.test", port: 8443 }],
    onRefusal: (refusal) => refusals.push(refusal),
    resolver,
    dialer,
    limits: { resolveMs: 30 },
  });
  const owner = { organizationId: "org", registryId: "prb" };
  const trial = await egress.tryHost(owner, text, new AbortController().signal);
  await egress.close();
  expect(dialled).toEqual([]);
  return { trial, asked, refusals };
}

test.each([
  ["registry.test", "", "allowed", "public"],
  ["registry.test:5000", "", "allowed", "public"],
  ["inside.test", "10.1.2.0/24", "allowed", "entry"],
  ["inside.test", "inside.test", "allowed", "entry"],
  ["registry.test:5432", "registry.test:5432", "allowed", "entry"],
  ["registry.test", "registry.test;http", "allowed", "entry"],
  ["127.0.0.1:5000", "127.0.0.1:5000", "allowed", "entry"],
  ["registry.test:5432", "", "refused", "port"],
  ["registry", "", "refused", "local-name"],
  ["localhost:5000", "", "refused", "loopback-name"],
  ["metadata.google.internal", "", "refused", "metadata-name"],
  ["10.1.2.3", "", "refused", "private-address"],
  ["169.254.169.254", "", "refused", "closed-address"],
  ["inside.test", "", "refused", "address"],
  ["mixed.test", "10.1.2.0/24", "refused", "address"],
  ["metadata.test", "metadata.test", "refused", "address"],
  ["own.test:8443", "", "refused", "address"],
  ["missing.test", "", "unknown", "no-such-name"],
  ["silent.test", "", "unknown", "no-answer"],
])("%s with entries '%s' is %s by %s", async (text, allow, verdict, rule) => {
  const { trial } = await tryIt(text, allow);
  expect(trial).toMatchObject({ ok: true, verdict, rule });
});

test("what a refused name leads to goes to the operator's log and nowhere else", async () => {
  const { trial, refusals } = await tryIt("inside.test");
  expect(JSON.stringify(trial)).not.toContain("10.1.2.3");
  expect(refusals).toEqual([
    {
      organizationId: "org",
      registryId: "prb",
      host: "inside.test",
      port: 443,
      reason: "private-address",
      address: "10.1.2.3",
    },
  ]);
});

test("a name that is refused as it stands is no question for DNS, and neither is what is no host", async () => {
  expect((await tryIt("registry.test:22")).asked).toEqual([]);
  const { trial, asked } = await tryIt("user:pw@registry.test");
  expect(trial).toMatchObject({ ok: false, code: "userinfo" });
  expect(JSON.stringify(trial)).not.toContain("pw");
  expect(asked).toEqual([]);
});
