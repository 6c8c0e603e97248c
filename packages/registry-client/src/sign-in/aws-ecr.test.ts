import { createImage, createIndex } from "@berth/fake-registries";
import { imageOf } from "../../test/check-fixture.ts";
import { reportFits, type CheckReport } from "../check/report-fits.ts";
import type { OwnAws } from "../credential.ts";
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
const admin = {
  username: "AKIAADMINADMINADMINA",
  secret: "a".repeat(40),
  pull: ["ml/train"],
  push: true,
};
const root = {
  username: "AKIAROOTROOTROOTROOT",
  secret: "o".repeat(40),
  knownAs: "arn:aws:iam::123456789012:root",
};
const openRole = {
  username: "arn:aws:iam::123456789012:role/trusts-everybody",
  secret: "",
  pull: ["ml/train"],
};
const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
let vendors: Vendors;

beforeAll(async () => {
  vendors = await startVendors({
    "aws-ecr": {
      accounts: [reader, powerless, inactive, server, role, admin, root, openRole],
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
    ownAws: ownAws("server"),
  };
}

function workerAws(): OwnAws {
  const keys = { accessKeyId: reader.username, secretAccessKey: reader.secret };
  return { of: "worker", find: async () => ({ ok: true, keys, expiresAt: null, asItIs: true }) };
}

function ownAws(of: OwnAws["of"], asItIs = true): OwnAws {
  const keys = { accessKeyId: server.username, secretAccessKey: server.secret };
  return { of, find: async () => ({ ok: true, keys, expiresAt: null, asItIs }) };
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
  ["a role that AWS refuses", { ...withRole(), scenario: "sts-denied" }, "AWS-ROLE"],
  ["a role that the operator hasn't allowed", { ...withRole(), ownAws: undefined }, "AWS-ROLE-OFF"],
  [
    "the server's own role where it may only take on others",
    { ...withRole("", ""), ownAws: ownAws("server", false) },
    "AWS-ROLE-NEEDED",
  ],
  [
    "a server without any identity",
    {
      ...withRole(),
      ownAws: { of: "server", find: async () => ({ ok: false, message: "Nothing answered." }) },
    },
    "AWS-NO-IDENTITY",
  ],
  [
    "a role of the worker, on the server",
    { ...withRole(), settings: { ...settings, method: "worker-role" } },
    "AWS-WORKER",
  ],
  [
    "a role of the server, on a worker",
    { ...withRole(), ownAws: ownAws("worker") },
    "AWS-ROLE-OFF",
  ],
  [
    "a role of the worker, on a worker",
    {
      ...withRole(),
      settings: { ...settings, method: "worker-role" },
      ownAws: workerAws(),
    },
    "OK",
  ],
])("%s is found out", async (_name, asked, code) => {
  const { trace, found, told } = await vendors.check(asked);
  expect(found.code).toBe(code);
  expect(asked.secret ? told.includes(asked.secret) : false).toBe(false);
  // Whatever a check sees, its own report of it is taken for one.
  const report = { steps: trace.steps, diagnosis: found, digest: trace.manifest?.digest ?? null };
  expect(reportFits(report, imageOf(asked.image))).toBe(true);
});

test("a report that is of something else, or contradicts itself, is found out", async () => {
  const { trace, found } = await vendors.check(withKey("ml/train:1", reader));
  const { digest = "" } = trace.manifest ?? {};
  const report: CheckReport = { steps: trace.steps, diagnosis: found, digest };
  const fits = (over: Partial<CheckReport>, of = `${host}/ml/train:1`) =>
    reportFits({ ...report, ...over }, imageOf(of));
  expect(fits({})).toBe(true);
  expect(fits({}, `${host}/ml/train@${digest}`)).toBe(false);
  expect(fits({}, `${host}/ml/other:1`)).toBe(false);
  expect(fits({}, `${host.replace("eu-west-1", "eu-north-1")}/ml/train:1`)).toBe(false);
  expect(fits({ digest: null })).toBe(false);
  expect(fits({ digest: `sha256:${"0".repeat(64)}` })).toBe(false);
  expect(fits({ steps: trace.steps.filter(({ step }) => step !== "manifest") })).toBe(false);
  expect(fits({ steps: [] })).toBe(false);
  expect(fits({ diagnosis: { outcome: "denied_or_missing" } })).toBe(false);
  const denied = await vendors.check(withKey("ml/secret:1", reader));
  const { steps } = denied.trace;
  expect(reportFits({ ...report, steps }, imageOf(`${host}/ml/secret:1`))).toBe(false);
});

describe("a check", () => {
  test("never uses the server's identity in place of a blank key", async () => {
    const own = ownAws("server");
    const before = vendors.cloud.vendor("aws-ecr").credentialsSeen.length;
    const { found, trace } = await vendors.check({
      ...withKey("ml/train:1", blank),
      ownAws: { ...own, find: () => Promise.reject(new Error("nobody asked for it")) },
    });
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

test("a wrong clock is told from a wrong secret, and by how much it is wrong", async () => {
  const clock = await vendors.check(withKey("ml/train:1", reader, "ecr-clock-skew"));
  expect(clock.found.causes).toEqual([
    "The clock of the Berth server is 1 h 20 min behind, and AWS allows no more than 5 min.",
  ]);
  const secret = { ...reader, secret: "x".repeat(40) };
  const { found } = await vendors.check(withKey("ml/train:1", secret));
  expect(found.causes[0]).toMatch(
    /The clock is not to blame: that of the Berth server (agrees with|is \d s (ahead|behind) of) AWS's\.$/,
  );
});

describe("what more the credential can do", () => {
  test.each<[name: string, asked: VendorCheck, says: RegExp | null, requests: number]>([
    ["nothing that AWS would tell of a key that pulls", withKey("ml/train:1", reader), null, 6],
    [
      "an administrator's key",
      withKey("ml/train:1", admin),
      /also allows `ecr:PutImage` and `ecr:BatchDeleteImage` on `ml\/train`/,
      6,
    ],
    ["a key of the root user", withKey("ml/train:1", root), /key of the account's root user/, 5],
    ["nothing of a role that asks for its external id", withRole(), null, 8],
    [
      "a role that doesn't ask for it",
      withRole("berth-org-1", openRole.username),
      /can be assumed without the external id/,
      7,
    ],
  ])("is learned without a change: %s", async (_name, asked, says, requests) => {
    const { found, trace, told } = await vendors.check(asked);
    expect(found.code).toBe("OK");
    expect(trace.exchanges.filter(({ purpose }) => purpose !== "layer")).toHaveLength(requests);
    const step = trace.steps.find(({ step: id }) => id === "token");
    expect(step?.status).toBe(says === null ? "passed" : "warning");
    expect(trace.notices.includes("over-privileged")).toBe(says !== null);
    expect(found.remedies.join()).toMatch(says ?? /^Nothing to do\.$/);
    expect(told).toContain("AWS knows this identity as `arn:aws:");
  });

  test("is never asked by a re-check, nor where access isn't proven", async () => {
    const again = await vendors.reCheck({
      ...withKey("ml/train:1", admin),
      changes: { known: { scheme: "basic" } },
    });
    const refused = await vendors.check(withKey("ml/secret:1", admin));
    for (const { trace } of [again, refused]) {
      expect(trace.exchanges.map(({ purpose }) => purpose)).not.toContain("review");
    }
  });
});

describe("a worker", () => {
  test("S-14: gets a password for 12 hours, and is told what it opens, without the registry being asked", async () => {
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

  test("E-72: gets nothing that is for another host, and the reason", async () => {
    expect(
      await vendors.issue(withKey("ml/train:1", reader, "ecr-foreign-endpoint")),
    ).toMatchObject({
      ok: false,
      diagnosis: { code: "AWS-ENDPOINT" },
    });
  });
});
