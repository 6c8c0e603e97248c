import { describe, expect, test } from "vitest";
import {
  applyFix,
  bindingFields,
  changedBinding,
  checkPatternFor,
  checkSecret,
  checkSettings,
  detectType,
  draftSettings,
  ecrApiHost,
  missingIn,
  parseEcrHost,
  renderTemplate,
  stsHost,
  type GuideBlock,
  type Issue,
  type Settings,
} from "../../index.ts";
import { awsEcr } from "./index.ts";

const keyId = "AKIAIOSFODNN7EXAMPLE";
const secretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const base = { accountId: "123456789012", regions: ["eu-west-1"], accessKeyId: keyId };
const initial = { hostForm: "standard", method: "access-key", listing: false, crossAccount: false };

describe("hosts", () => {
  test.each([
    [
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      "standard",
      "api.ecr.eu-west-1.amazonaws.com",
      "sts.eu-west-1.amazonaws.com",
    ],
    [
      "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
      "fips",
      "ecr-fips.us-gov-west-1.amazonaws.com",
      "sts.us-gov-west-1.amazonaws.com",
    ],
    [
      "123456789012.dkr-ecr.eu-west-1.on.aws",
      "dual-stack",
      "ecr.eu-west-1.api.aws",
      "sts.eu-west-1.amazonaws.com",
    ],
    [
      "123456789012.dkr-ecr-fips.us-east-1.on.aws",
      "dual-stack-fips",
      "ecr-fips.us-east-1.api.aws",
      "sts.us-east-1.amazonaws.com",
    ],
    [
      "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
      "standard",
      "api.ecr.cn-north-1.amazonaws.com.cn",
      "sts.cn-north-1.amazonaws.com.cn",
    ],
    [
      "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn",
      "dual-stack",
      "ecr.cn-north-1.api.amazonwebservices.com.cn",
      "sts.cn-north-1.amazonaws.com.cn",
    ],
    [
      "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
      "standard",
      "api.ecr.eusc-de-east-1.amazonaws.eu",
      "sts.eusc-de-east-1.amazonaws.eu",
    ],
    [
      "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov",
      "standard",
      "api.ecr.us-iso-east-1.c2s.ic.gov",
      "sts.us-iso-east-1.c2s.ic.gov",
    ],
  ])("reads %s as %s, asked at %s", (host, form, api, sts) => {
    const parsed = parseEcrHost(host);
    expect(parsed).toMatchObject({ accountId: "123456789012", form });
    expect(parsed && ecrApiHost(parsed)).toBe(api);
    expect(parsed && stsHost(parsed)).toBe(sts);
    const rule = awsEcr.hostRule({ ...base, regions: [parsed?.region ?? ""], hostForm: form });
    expect(rule).toEqual({ kind: "exact", hosts: [host] });
  });

  test.each([
    "12345678901.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.test",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
    "123456789012.dkr.ecr.mars-1.amazonaws.com",
    "123456789012.dkr.ecr.evil.test.amazonaws.com",
    "evil.123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr.eu-west-1.on.aws",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com:5000",
    "public.ecr.aws",
  ])("does not take %s for a private ECR host", (host) => {
    expect(parseEcrHost(host)).toBeNull();
  });
});

describe("settings", () => {
  test("covers several regions of one account", () => {
    const result = checkSettings(awsEcr, { ...base, regions: "eu-west-1, us-east-1,\neu-west-1" });
    expect(result).toMatchObject({
      ok: true,
      settings: { ...initial, ...base, regions: ["eu-west-1", "us-east-1"] },
      hostRule: {
        kind: "exact",
        hosts: [
          "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
          "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        ],
      },
    });
  });

  test("covers every region with a wildcard", () => {
    expect(checkSettings(awsEcr, { ...base, regions: ["*"] })).toMatchObject({
      ok: true,
      hostRule: { kind: "wildcard", pattern: "123456789012.dkr.ecr.*.amazonaws.com" },
    });
  });

  test.each<[Record<string, unknown>, Partial<Issue>]>([
    [
      { accountId: "12345678901" },
      {
        path: "settings.accountId",
        code: "digits",
        message: "An AWS account id has 12 digits; this has 11.",
      },
    ],
    [{ accountId: "my-alias" }, { path: "settings.accountId", code: "not-digits" }],
    [
      { accountId: "https://123456789012.dkr.ecr.eu-north-1.amazonaws.com/ml/train" },
      {
        path: "settings.accountId",
        code: "region-contradicts-host",
        message: "This address is in eu-north-1, but the registry covers eu-west-1.",
        fix: {
          kind: "set",
          label: "Use account 123456789012 in eu-west-1, eu-north-1",
          values: {
            accountId: "123456789012",
            regions: ["eu-west-1", "eu-north-1"],
            hostForm: "standard",
          },
        },
      },
    ],
    [
      { regions: ["eu-wset-1"] },
      {
        path: "settings.regions",
        code: "unknown-region",
        message: "`eu-wset-1`: AWS has no region of this name. Did you mean eu-west-1?",
      },
    ],
    [{ regions: ["us-east-1.evil.test/"] }, { path: "settings.regions", code: "unknown-region" }],
    [{ regions: ["x@evil"] }, { path: "settings.regions", code: "unknown-region" }],
    [{ regions: [] }, { path: "settings.regions", code: "required" }],
    [
      { regions: ["123456789999.dkr.ecr.eu-west-1.amazonaws.com"] },
      { path: "settings.regions", code: "other-account" },
    ],
    [
      { regions: ["eu-west-1", "cn-north-1"] },
      {
        path: "settings.regions",
        code: "mixed-partitions",
        message:
          "These regions belong to separate parts of AWS, with accounts and keys of their own. Add one registry for each part.",
      },
    ],
    [{ regions: ["*", "eu-west-1"] }, { path: "settings.regions", code: "star-and-regions" }],
    [
      { regions: ["us-iso-east-1"], hostForm: "dual-stack" },
      {
        path: "settings.hostForm",
        code: "no-dual-stack",
        message: "us-iso-east-1 has no dual-stack hosts. Choose Standard or FIPS.",
      },
    ],
    [
      { repositories: ["Team/app"] },
      { code: "upper-case", message: "`Team/app`: Repository names are lower case." },
    ],
    [{ repositories: ["ml/*/x"] }, { code: "star-place" }],
    [{ repositories: ["app:v2"] }, { code: "tag" }],
    [
      { repositories: ["*"] },
      { code: "no-repository", message: "`*`: Leave the list empty to cover every repository." },
    ],
    [
      { accessKeyId: "" },
      { path: "settings.accessKeyId", code: "required", message: "Enter the access key ID." },
    ],
    [
      { accessKeyId: "ASIAIOSFODNN7EXAMPLE" },
      {
        path: "settings.accessKeyId",
        code: "temporary-key",
        message:
          "This is a temporary key and also needs a session token; it will stop working. Create a long-lived key or use an instance role.",
      },
    ],
    [
      { accessKeyId: secretKey },
      {
        path: "settings.accessKeyId",
        code: "swapped",
        message: "These look swapped: this is a secret access key. Swap them?",
        fix: {
          kind: "swap",
          label: "Swap them",
          paths: ["settings.accessKeyId", "secret.secretAccessKey"],
        },
      },
    ],
    [
      { accessKeyId: "AIDAIOSFODNN7EXAMPLE" },
      {
        code: "other-id",
        message: "This is the id of an IAM user. An access key's id begins with `AKIA`.",
      },
    ],
    [
      { accessKeyId: "AKIAIOSFODNN7EXAMPL" },
      { code: "length", message: "An access key ID has 20 characters; this has 19." },
    ],
    [
      { accessKeyId: "AKIAIOSFODNN0EXAMPLE" },
      {
        code: "bad-character",
        at: 12,
        message:
          "An access key ID has only capital letters and the digits 2 to 7 behind `AKIA`. Was `0` typed for `O`, or `1` for `I`?",
      },
    ],
    [{ accessKeyId: `${keyId},${secretKey}` }, { code: "whole-line" }],
    [{ accessKeyId: "alice" }, { code: "not-a-key-id" }],
    [
      { method: "server-role", roleArn: "arn:aws:sts::123456789012:assumed-role/x/y" },
      { path: "settings.roleArn", code: "session-arn" },
    ],
    [
      { method: "server-role", roleArn: "berth-pull" },
      { path: "settings.roleArn", code: "bad-role-arn" },
    ],
    [
      { method: "server-role", roleArn: "arn:aws:iam::123456789012:user/x" },
      { code: "not-a-role" },
    ],
    [{ method: "worker-role", roleName: "arn:aws:iam::1:role/x" }, { code: "bad-role-name" }],
  ])("answers %j with %o", (change, issue) => {
    const result = checkSettings(awsEcr, { ...base, ...change });
    expect(result.ok ? [] : result.issues).toEqual([expect.objectContaining(issue)]);
  });

  test.each<[Record<string, unknown>, Settings, string, string]>([
    [
      { accountId: "1234-5678-9012" },
      { accountId: "123456789012" },
      "separators-removed",
      "Removed the separators between the digits.",
    ],
    [
      { accountId: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
      { accountId: "123456789012" },
      "read-from-address",
      "Read the account id from the address: 123456789012.",
    ],
    [
      { regions: ["eu-west-1a"] },
      { regions: ["eu-west-1"] },
      "zone",
      "'eu-west-1a' is an availability zone; its region is eu-west-1.",
    ],
    [
      { regions: ["eu-west-9"] },
      { regions: ["eu-west-9"] },
      "new-region",
      "Berth doesn't know the region eu-west-9 yet. Did you mean eu-west-1? If it is new, keep it.",
    ],
    [
      { repositories: ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train:v2"] },
      { repositories: ["ml/train"] },
      "read-from-address",
      "Read the repository from the address: ml/train.",
    ],
    [
      { accessKeyId: keyId.toLowerCase() },
      { accessKeyId: keyId },
      "upper-cased",
      "Access key IDs are written in capitals.",
    ],
  ])("mends %j and says so", (change, settings, code, message) => {
    const result = checkSettings(awsEcr, { ...base, ...change });
    expect(result).toMatchObject({ ok: true, settings });
    expect(result.notices).toEqual([expect.objectContaining({ code, message })]);
  });

  test("stores neither key nor secret with a role, and never mixes the methods", () => {
    for (const method of ["worker-role", "server-role"]) {
      const result = checkSettings(awsEcr, { ...base, method });
      expect(result.ok && "accessKeyId" in result.settings).toBe(false);
      const secret = result.ok ? checkSecret(awsEcr, result.settings, {}) : result;
      expect(secret).toMatchObject({ ok: true, secret: {} });
    }
  });

  test("never lets a draft keep a secret key that was pasted as the key's id", () => {
    const draft = draftSettings(awsEcr, { ...base, accessKeyId: secretKey });
    expect(JSON.stringify(draft)).not.toContain(secretKey);
    expect(draft).toMatchObject({ accountId: base.accountId });
  });
});

describe("secret", () => {
  const settings = { ...initial, ...base };
  test.each<[string, string, Partial<Issue>]>([
    ["nothing", "", { code: "required", message: "Secret access key: nothing was pasted yet." }],
    [
      "the key's id",
      keyId,
      {
        code: "swapped",
        message: "These look swapped: this is an access key ID. Swap them?",
        fix: {
          kind: "swap",
          label: "Swap them",
          paths: ["settings.accessKeyId", "secret.secretAccessKey"],
        },
      },
    ],
    [
      "ECR's password",
      `eyJwYXlsb2FkIjoi${"QUJD".repeat(80)}`,
      {
        code: "ecr-password",
        message:
          "This is the password that ECR hands out for 12 hours. Paste the secret access key instead; Berth then gets a new password by itself whenever it needs one.",
      },
    ],
    ["a session token", `IQoJb3JpZ2luX2Vj${"A".repeat(200)}`, { code: "session-token" }],
    ["a wrapped line", `${secretKey.slice(0, 20)}\n${secretKey.slice(20)}`, { code: "line-break" }],
  ])("refuses %s", (_, secretAccessKey, issue) => {
    const result = checkSecret(awsEcr, settings, { secretAccessKey });
    expect(result.ok ? [] : result.issues).toEqual([
      expect.objectContaining({ path: "secret.secretAccessKey", ...issue }),
    ]);
  });

  test("accepts a key, and only points out an unusual form", () => {
    expect(checkSecret(awsEcr, settings, { secretAccessKey: secretKey })).toMatchObject({
      ok: true,
      notices: [],
    });
    expect(checkSecret(awsEcr, settings, { secretAccessKey: secretKey.slice(1) }).notices).toEqual([
      expect.objectContaining({
        tone: "warning",
        message:
          "A secret access key usually has 40 characters. Check that all of it was copied, and nothing else.",
      }),
    ]);
  });

  test("swapping mends both fields with one click", () => {
    const swapped = {
      settings: { ...base, accessKeyId: secretKey },
      secret: { secretAccessKey: keyId },
    };
    const result = checkSettings(awsEcr, swapped.settings);
    const fix = result.ok ? undefined : result.issues[0]?.fix;
    const mended = fix && applyFix(fix, swapped);
    expect(mended).toEqual({ settings: base, secret: { secretAccessKey: secretKey } });
  });
});

describe("patterns", () => {
  const texts = (settings: Settings, image: string | null = null) =>
    awsEcr.suggestPatterns(settings, image).map((pattern) => pattern.text);
  const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

  test("are the repositories named, then the whole registry, then the test image", () => {
    expect(texts({ ...base, repositories: ["ml/*", "web"] }, `${host}/ml/train:v2`)).toEqual([
      `${host}/ml/*`,
      `${host}/web`,
      `${host}/*`,
      `${host}/ml/train`,
    ]);
    expect(texts({ ...base, regions: ["eu-west-1", "us-east-1"] })).toEqual([
      "123456789012.dkr.ecr.*.amazonaws.com/*",
      `${host}/*`,
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/*",
    ]);
    expect(texts({ ...base, regions: ["cn-north-1", "cn-northwest-1"] })).toHaveLength(2);
    expect(texts({})).toEqual([]);
  });

  test("that are suggested are accepted", () => {
    for (const regions of [
      ["eu-west-1"],
      ["eu-west-1", "us-east-1"],
      ["*"],
      ["cn-north-1", "cn-northwest-1"],
    ]) {
      const settings = { ...base, regions, repositories: ["ml/*", "web"] };
      const owner = { type: awsEcr, settings, hostRule: awsEcr.hostRule(settings) };
      for (const text of texts(settings)) {
        expect([text, checkPatternFor(owner, text).ok]).toEqual([text, true]);
      }
    }
  });

  test.each<[string, string, string, unknown]>([
    [
      "123456789012.dkr.ecr.eu-north-1.amazonaws.com/*",
      "other-region",
      "Same account, other region: this registry covers eu-west-1, the host is in eu-north-1.",
      { regions: ["eu-west-1", "eu-north-1"] },
    ],
    [
      "123456789021.dkr.ecr.eu-west-1.amazonaws.com/*",
      "other-account",
      "Different AWS account: this registry is for 123456789012, the host is for 123456789021. Add another registry for that account.",
      undefined,
    ],
    [
      "123456789012.dkr-ecr.eu-west-1.on.aws/*",
      "other-host-form",
      "Same registry, other address form. Patterns compare the address as written.",
      { hostForm: "dual-stack" },
    ],
    [
      "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/*",
      "other-partition",
      "cn-north-1 is in another part of AWS with accounts and keys of its own. Add another registry for it.",
      undefined,
    ],
  ])("outside are explained: %s", (pattern, code, message, values) => {
    const owner = { type: awsEcr, settings: base, hostRule: awsEcr.hostRule(base) };
    const result = checkPatternFor(owner, pattern);
    expect(result).toMatchObject({ ok: false, code, message, at: 0, fixes: [`${host}/*`] });
    const fix = result.ok ? undefined : result.settingsFix;
    expect(fix?.kind === "set" ? fix.values : undefined).toEqual(values);
  });
});

describe("pasted text", () => {
  const settings = { accountId: "123456789012", regions: ["eu-west-1"], hostForm: "standard" };
  test.each<[string, Record<string, unknown>]>([
    [
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train:v2",
      { settings, testImage: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train:v2" },
    ],
    [
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      { readAs: "an ECR address", settings, testImage: null },
    ],
    [
      "arn:aws:ecr:eu-west-1:123456789012:repository/ml/train",
      { readAs: "a repository's ARN", settings: { ...settings, repositories: ["ml/train"] } },
    ],
    [
      "aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
      {
        readAs: "a docker login line",
        settings,
        secret: {},
        notices: [expect.objectContaining({ code: "password-not-needed" })],
      },
    ],
    [
      `docker login -u AWS -p eyJwYXlsb2FkIjoi 123456789012.dkr.ecr.eu-west-1.amazonaws.com`,
      { settings, secret: {} },
    ],
  ])("reads %j", (text, expected) => {
    expect(detectType(text, [awsEcr])).toMatchObject({ type: "aws-ecr", ...expected });
  });

  test.each([
    "public.ecr.aws/x/y",
    "arn:aws-cn:ecr:eu-west-1:123456789012:repository/x",
    "ghcr.io/a/b",
    "docker login ghcr.io",
  ])("leaves %j to others", (text) => {
    expect(detectType(text, [awsEcr])).toBeNull();
  });
});

describe("guide", () => {
  const create = (settings: Settings) => awsEcr.guide({ ...initial, ...settings })[1]?.blocks ?? [];
  const file = (blocks: readonly GuideBlock[], name: string) =>
    blocks.flatMap((block) =>
      block.kind === "file" && block.file.name === name ? [block.file.content] : [],
    )[0] ?? [];
  const policy = (settings: Settings) =>
    JSON.parse(renderTemplate(file(create(settings), "berth-ecr-pull.json")));

  test("writes the smallest policy that pulls the named repositories", () => {
    expect(policy({ ...base, repositories: ["ml/*"] })).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PullFromECR",
          Effect: "Allow",
          Action: [
            "ecr:BatchGetImage",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchCheckLayerAvailability",
          ],
          Resource: "arn:aws:ecr:eu-west-1:123456789012:repository/ml/*",
        },
        { Sid: "SignInToECR", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      ],
    });
  });

  test("writes one ARN per region and repository, in the partition of the region", () => {
    const { Statement } = policy({
      accountId: "123456789012",
      regions: ["cn-north-1", "cn-northwest-1"],
    });
    expect(Statement[0].Resource).toEqual([
      "arn:aws-cn:ecr:cn-north-1:123456789012:repository/*",
      "arn:aws-cn:ecr:cn-northwest-1:123456789012:repository/*",
    ]);
    expect(policy({ ...base, regions: ["*"] }).Statement[0].Resource).toBe(
      "arn:aws:ecr:*:123456789012:repository/*",
    );
    expect(policy({ ...base, listing: true }).Statement[0].Action).toContain("ecr:ListImages");
  });

  test("shows what is missing and where to enter it", () => {
    const content = file(create({}), "berth-ecr-pull.json");
    expect(renderTemplate(content)).toContain("arn:aws:ecr:‹region›:‹account id›:repository/*");
    expect(missingIn(content)).toEqual(["regions", "accountId"]);
  });

  test("binds the trust policy to the organization's external id", () => {
    const content = file(
      create({ method: "server-role", externalId: "berth-7f3a" }),
      "berth-trust.json",
    );
    expect(JSON.parse(renderTemplate(content)).Statement[0].Condition).toEqual({
      StringEquals: { "sts:ExternalId": "berth-7f3a" },
    });
  });

  test("adds the repository's policy across accounts", () => {
    const blocks = create({
      ...base,
      repositories: ["web"],
      crossAccount: true,
      principalAccountId: "210987654321",
    });
    expect(
      JSON.parse(renderTemplate(file(blocks, "berth-repository.json"))).Statement[0].Principal,
    ).toEqual({
      AWS: "arn:aws:iam::210987654321:root",
    });
    expect(commandsOf(blocks)).toContain(
      "aws ecr set-repository-policy --registry-id 123456789012 --region eu-west-1 --repository-name web --policy-text file://berth-repository.json",
    );
  });

  test("fills the workers' role into the command", () => {
    expect(commandsOf(create({ method: "worker-role", roleName: "gpu-workers" }))).toBe(
      "aws iam put-role-policy --role-name gpu-workers --policy-name berth-ecr-pull --policy-document file://berth-ecr-pull.json",
    );
  });

  function commandsOf(blocks: readonly GuideBlock[]): string {
    return blocks
      .flatMap((block) => (block.kind === "command" ? [renderTemplate(block.command.bash)] : []))
      .join("\n");
  }
});

describe("what the secret is bound to", () => {
  test.each<[string, Settings, string[]]>([
    ["the account", { accountId: "210987654321" }, ["hosts"]],
    ["a region", { regions: ["eu-west-1", "us-east-1"] }, ["hosts", "port", "place"]],
    ["the host form", { hostForm: "fips" }, ["hosts"]],
    ["the key", { accessKeyId: "AKIAI44QH8DHBEXAMPLE" }, ["identity"]],
    ["the method", { method: "worker-role" }, ["place"]],
    ["the repositories of the policy", { repositories: ["web"] }, []],
  ])("changes with %s as expected", (_, change, fields) => {
    const settings = { ...initial, ...base };
    const before = bindingFields(awsEcr, settings);
    expect(changedBinding(before, bindingFields(awsEcr, { ...settings, ...change }))).toEqual(
      fields,
    );
  });
});

test("no token service may ever receive anything", () => {
  expect(awsEcr.realmRule(base, "123456789012.dkr.ecr.eu-west-1.amazonaws.com")).toEqual({
    sameOrigin: false,
    urls: [],
    pinnedOrigins: [],
    mayPin: false,
  });
});
