import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  scenarios,
  startFakeRegistry,
  vendorExamples,
  type FakeRegistry,
} from "@berth/fake-registries";
import { registryTypes } from "@berth/registry-catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alice, checkInput } from "../../test/check-fixture.ts";
import { createTestTransport } from "../../test/test-transport.ts";
import { startVendors, type Vendors } from "../../test/vendor-fixture.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { runFullCheck } from "./full-check.ts";

/** Scenarios that no other test plays: each is reached by its name, and ends in the stated code. */

describe("of any registry", () => {
  let fake: FakeRegistry;
  beforeAll(async () => {
    fake = await startFakeRegistry({
      dialect: "standard-token",
      accounts: [alice],
      tls: "trusted",
    });
  });
  afterAll(() => fake.close());

  test.each([
    ["ip-blocked", "IP-BLOCKED"],
    ["method-refused", "UNKNOWN"],
    ["public-broken", "PUBLIC-BROKEN"],
    ["harbor-basic-after-auth", "OK"],
    ["harbor-denied", "DENIED"],
    ["token-expired-secret", "CRED-EXPIRED"],
    ["token-forbidden", "AUTH-REJECTED"],
    ["token-no-permission", "DENIED"],
    ["token-missing", "REALM-WRONG"],
  ])("%s → %s", async (scenario, code) => {
    const transport = createTestTransport();
    const trace = await runFullCheck(checkInput(fake, transport, `scenario/${scenario}:1`));
    await transport.close();
    expect(diagnose(trace).code).toBe(code);
  });
});

describe("of a vendor", () => {
  const examples = vendorExamples();
  let vendors: Vendors;
  beforeAll(async () => {
    vendors = await startVendors(
      Object.fromEntries(examples.map(({ type, vendor }) => [type, vendor])),
    );
  });
  afterAll(() => vendors.close());

  test.each([
    ["azure-container-registry", "acr-wrong-secret", "AZ-WRONG-SECRET"],
    ["azure-container-registry", "acr-expired-secret", "AZ-SECRET"],
    ["azure-container-registry", "acr-unknown-application", "AZ-APP"],
    ["azure-container-registry", "acr-unknown-tenant", "AZ-TENANT"],
    ["aws-ecr", "ecr-unknown-key", "AWS-KEY"],
    ["aws-ecr", "ecr-signature-mismatch", "AWS-SIGN"],
    ["google-artifact-registry", "google-deleted-key", "GCP-KEY"],
    ["google-artifact-registry", "google-no-role", "DENIED"],
    ["jfrog", "jfrog-wrong-token", "AUTH-REJECTED"],
    ["jfrog", "jfrog-wrong-user", "AUTH-REJECTED"],
    ["jfrog", "jfrog-expired-token", "CRED-EXPIRED"],
  ])("%s %s → %s", async (type, scenario, code) => {
    const example = examples.find((one) => one.type === type);
    const known = registryTypes.find(({ slug }) => slug === type);
    if (example === undefined || known === undefined) throw new Error(`no example of ${type}`);
    const [secret = ""] = Object.values(example.secret);
    const access = known.checkAccess(example.settings, example.secret);
    const { found } = await vendors.check({
      type,
      image: example.image,
      settings: { ...example.settings, ...access.settings },
      secret,
      scenario,
    });
    expect(found.code).toBe(code);
  });
});

test("no scenario is left that no test plays", () => {
  const root = join(import.meta.dirname, "../../../..");
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  })
    .split("\n")
    .filter((file) => /(?:\.test|\.e2e|\/test\/[\w-]+)\.tsx?$/.test(file));
  const text = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  // A longer name must not stand in for a shorter one.
  const mentioned = (name: string) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text);
  const afterAuth = (name: string) => name.replace(/-after-auth$/, "");
  expect(
    scenarios
      .map(({ name }) => name)
      .filter((name) => !mentioned(name) && !mentioned(afterAuth(name))),
  ).toEqual([]);
});
