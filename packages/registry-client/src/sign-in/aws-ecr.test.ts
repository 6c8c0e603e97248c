import { createImage, createIndex } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  placesOf,
  startVendors,
  type VendorCheck,
  type Vendors,
} from "../../test/vendor-fixture.ts";

const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const reader = { username: "AKIAREADERREADERREAD", secret: "r".repeat(40), pull: ["ml/train"] };
const powerless = {
  username: "AKIAPOWERLESSPOWERLE",
  secret: "p".repeat(40),
  lacks: ["ecr:GetAuthorizationToken"],
};
const inactive = { username: "AKIAINACTIVEINACTIVE", secret: "i".repeat(40), expired: true };
const server = { username: "AKIASERVERSERVERSERV", secret: "s".repeat(40), pull: [] };
const role = {
  username: "arn:aws:iam::123456789012:role/berth-pull",
  secret: "berth-org-1",
  pull: ["ml/train"],
};
const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
let vendors: Vendors;

beforeAll(async () => {
  vendors = await startVendors({
    "aws-ecr": {
      accounts: [reader, powerless, inactive, server, role],
      images: { "ml/train:1": image, "ml/secret:1": image },
    },
  });
});
afterAll(() => vendors.close());

type Account = { username: string; secret: string };

const settings = { accountId: "123456789012", regions: ["eu-west-1"] };

function withKey(name: string, account: Account, scenario?: string): VendorCheck {
  return {
    type: "aws-ecr",
    image: `${host}/${name}`,
    settings: { ...settings, method: "access-key", accessKeyId: account.username },
    secret: account.secret,
    scenario,
  };
}

function withRole(externalId = role.secret, roleArn = role.username): VendorCheck {
  return {
    type: "aws-ecr",
    image: `${host}/ml/train:1`,
    settings: { ...settings, method: "server-role", roleArn, externalId },
    secret: "",
    ambient: { accessKeyId: server.username, secretAccessKey: server.secret },
  };
}

const blank = { ...reader, secret: "" };

test.each<[name: string, asked: VendorCheck, code: string]>([
  ["a key that can pull", withKey("ml/train:1", reader), "OK"],
  [
    "an unknown key",
    withKey("ml/train:1", { ...reader, username: "AKIAUNKNOWNUNKNOWNUN" }),
    "AWS-KEY",
  ],
  ["a deactivated key", withKey("ml/train:1", inactive), "AWS-KEY"],
  ["a wrong secret", withKey("ml/train:1", { ...reader, secret: "x".repeat(40) }), "AWS-SIGN"],
  ["a wrong clock", withKey("ml/train:1", reader, "ecr-clock-skew"), "AWS-CLOCK"],
  ["a session that has ended", withKey("ml/train:1", reader, "ecr-session-expired"), "AWS-SESSION"],
  ["a policy without the statement", withKey("ml/train:1", powerless), "AWS-POLICY"],
  ["a throttled API", withKey("ml/train:1", reader, "ecr-throttled"), "RATE-LIMIT"],
  ["an API out of order", withKey("ml/train:1", reader, "ecr-api-outage"), "SERVER-5XX"],
  ["an API without a password", withKey("ml/train:1", reader, "ecr-no-token"), "TOKEN-UNUSABLE"],
  [
    "a password for another account",
    withKey("ml/train:1", reader, "ecr-other-account"),
    "AWS-ACCOUNT",
  ],
  [
    "a password for a foreign host",
    withKey("ml/train:1", reader, "ecr-foreign-endpoint"),
    "AWS-ENDPOINT",
  ],
  ["no right to pull", withKey("ml/secret:1", reader), "AWS-PULL"],
  [
    "a repository policy that lacks the account",
    withKey("ml/train:1", reader, "ecr-resource-policy"),
    "AWS-REPO-POLICY",
  ],
  ["a missing repository", withKey("ml/nowhere:1", reader), "NAME-MISSING"],
  ["a missing tag", withKey("ml/train:2", reader), "TAG-MISSING"],
  [
    "a password of another region",
    withKey("ml/train:1", reader, "ecr-password-expired"),
    "AWS-REGION",
  ],
  ["a throttled registry", withKey("ml/train:1", reader, "ecr-registry-throttled"), "RATE-LIMIT"],
  ["no credential", { ...withKey("ml/train:1", reader), secret: null }, "SIGN-IN-NEEDED"],
  ["a blank key", withKey("ml/train:1", blank), "CRED-MALFORMED"],
  ["a role", withRole(), "OK"],
  ["a role with another external id", withRole("berth-org-2"), "AWS-ROLE"],
  ["a role that doesn't exist", withRole(role.secret, `${role.username}-2`), "AWS-ROLE"],
  ["a role without an external id", withRole(""), "CRED-MALFORMED"],
  ["the server's own role without a right", withRole("", ""), "AWS-PULL"],
  [
    "a role that the operator hasn't allowed",
    { ...withRole(), ambient: undefined },
    "AWS-ROLE-OFF",
  ],
  [
    "a role of the worker",
    { ...withRole(), settings: { ...settings, method: "worker-role" } },
    "AWS-WORKER",
  ],
])("%s is found out", async (_name, asked, code) => {
  const { found, told } = await vendors.check(asked);
  expect(found.code).toBe(code);
  expect(asked.secret ? told.includes(asked.secret) : false).toBe(false);
});

describe("a check", () => {
  test("never uses the server's identity in place of a blank key", async () => {
    const { ambient } = withRole();
    const before = vendors.cloud.vendor("aws-ecr").credentialsSeen.length;
    const { found, trace } = await vendors.check({ ...withKey("ml/train:1", blank), ambient });
    expect(found.code).toBe("CRED-MALFORMED");
    expect(trace.exchanges.map(({ purpose }) => purpose)).toEqual(["control-head"]);
    expect(vendors.cloud.vendor("aws-ecr").credentialsSeen).toHaveLength(before);
  });

  test("asks the API of the image's own region, whatever form the host has", async () => {
    const dual = "123456789012.dkr-ecr.us-east-1.on.aws";
    const asked = {
      ...withKey("ml/train:1", reader),
      image: `${dual}/ml/train:1`,
      settings: {
        ...settings,
        regions: ["us-east-1"],
        hostForm: "dual-stack",
        method: "access-key",
        accessKeyId: reader.username,
      },
    };
    const { found, trace } = await vendors.check(asked);
    expect(found.code).toBe("OK");
    const signedIn = trace.exchanges.find(({ purpose }) => purpose === "sign-in");
    expect(signedIn?.url).toBe("https://ecr.us-east-1.api.aws/");
    expect(signedIn?.authorization).toBe("other");
  });

  test("takes an identity of another account where the admin has named it", async () => {
    const asked = withKey("ml/train:1", reader, "ecr-other-account");
    const { found } = await vendors.check({
      ...asked,
      settings: { ...asked.settings, principalAccountId: "210987654321" },
    });
    // The password of that scenario is none, so the registry asks again.
    expect(found.code).toBe("AUTH-REJECTED");
  });

  test("keeps the keys away from the registry", () => {
    const places = placesOf(vendors.cloud, "aws-ecr");
    expect(places.filter((place) => place.startsWith("elsewhere"))).toEqual(["elsewhere / other"]);
    expect(places.some((place) => place.startsWith("registry") && !place.endsWith("basic"))).toBe(
      false,
    );
    const sent = JSON.stringify(vendors.cloud.vendor("aws-ecr").requests);
    for (const { secret } of [reader, server]) expect(sent).not.toContain(secret);
  });

  test("needs two requests once the challenge is known", async () => {
    const { trace } = await vendors.reCheck({
      ...withKey("ml/train:1", reader),
      changes: { known: { scheme: "basic" } },
    });
    expect(trace.exchanges.map(({ purpose }) => purpose)).toEqual(["sign-in", "head"]);
  });
});

describe("a worker", () => {
  test("gets a password for 12 hours without the registry being asked", async () => {
    const fake = vendors.cloud.vendor("aws-ecr");
    const before = fake.requests.length;
    const issued = await vendors.issue(withKey("ml/train:1", reader));
    expect(fake.requests.slice(before).map(({ listener }) => listener)).toEqual(["elsewhere"]);
    if (!issued.ok || issued.credential.kind !== "pair") throw new Error("no pair was issued");
    expect(issued.credential).toMatchObject({
      username: "AWS",
      stored: false,
      scope: "everything this identity may pull in eu-west-1",
    });
    const life = (issued.credential.expiresAt ?? 0) - Date.now();
    expect(life / 3_600_000).toBeCloseTo(12, 1);
  });

  test("gets one that ends with the session of the role that bought it", async () => {
    const issued = await vendors.issue(withRole());
    if (!issued.ok || issued.credential.kind !== "pair") throw new Error("no pair was issued");
    expect(((issued.credential.expiresAt ?? 0) - Date.now()) / 3_600_000).toBeCloseTo(1, 1);
  });

  test("gets nothing that is for another host, and the reason", async () => {
    expect(
      await vendors.issue(withKey("ml/train:1", reader, "ecr-foreign-endpoint")),
    ).toMatchObject({
      ok: false,
      diagnosis: { code: "AWS-ENDPOINT" },
    });
  });
});
