import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createImage } from "../../images/create-image.ts";
import { startFakeRegistry, type FakeRegistry } from "../../start-fake-registry.ts";

const key = { accessKeyId: "AKIAABCDEFGHIJKLMNOP", secretAccessKey: "a".repeat(40) };
const powerless = { accessKeyId: "AKIAPOWERLESSPOWERLE", secretAccessKey: "b".repeat(40) };
const inactive = { accessKeyId: "AKIAINACTIVEINACTIVE", secretAccessKey: "c".repeat(40) };
const role = { RoleArn: "arn:aws:iam::123456789012:role/berth-pull", ExternalId: "org-1" };
let fake: FakeRegistry;

beforeAll(async () => {
  fake = await startFakeRegistry({
    dialect: "aws-ecr",
    accounts: [
      { username: key.accessKeyId, secret: key.secretAccessKey, pull: ["ml/train"] },
      {
        username: powerless.accessKeyId,
        secret: powerless.secretAccessKey,
        lacks: ["ecr:GetAuthorizationToken"],
      },
      { username: inactive.accessKeyId, secret: inactive.secretAccessKey, expired: true },
      { username: role.RoleArn, secret: role.ExternalId, pull: ["ml/train"] },
    ],
    images: { "ml/train:1": createImage(), "ml/secret:1": createImage() },
  });
});
afterAll(() => fake.close());
beforeEach(() => fake.play(null));

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

function clientOptions(credentials: Credentials, systemClockOffset = 0) {
  const { origin: endpoint } = fake.elsewhere;
  return { endpoint, credentials, region: "eu-west-1", maxAttempts: 1, systemClockOffset };
}

async function password(credentials: Credentials, skewMs = 0): Promise<string> {
  const client = new ECRClient(clientOptions(credentials, skewMs));
  try {
    const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
    const [data] = authorizationData ?? [];
    expect(data?.proxyEndpoint).toBe("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com");
    const life = (data?.expiresAt?.getTime() ?? 0) - Date.now();
    expect(life).toBeGreaterThan(11.9 * 3_600_000);
    return data?.authorizationToken ?? "";
  } finally {
    client.destroy();
  }
}

function pull(repository: string, token: string, tag = "1"): Promise<Response> {
  return fetch(`${fake.origin}/v2/${repository}/manifests/${tag}`, {
    headers: { authorization: `Basic ${token}` },
  });
}

describe("AWS's own SDK", () => {
  test("buys a password with a signed request, and the registry takes it", async () => {
    expect((await pull("ml/train", await password(key))).status).toBe(200);
  });

  test.each<[string, Credentials, number, string, RegExp]>([
    [
      "an unknown key",
      { ...key, accessKeyId: "AKIAUNKNOWNUNKNOWNUN" },
      0,
      "UnrecognizedClientException",
      /security token included in the request is invalid/,
    ],
    ["a deactivated key", inactive, 0, "UnrecognizedClientException", /is invalid/],
    [
      "a wrong secret",
      { ...key, secretAccessKey: "x".repeat(40) },
      0,
      "InvalidSignatureException",
      /does not match the signature you provided/,
    ],
    [
      "a clock that is late",
      key,
      -600_000,
      "InvalidSignatureException",
      /^Signature expired: \d{8}T\d{6}Z is now earlier than/,
    ],
    [
      "a clock that is early",
      key,
      600_000,
      "InvalidSignatureException",
      /^Signature not yet current/,
    ],
    [
      "a missing right",
      powerless,
      0,
      "AccessDeniedException",
      /not authorized to perform: ecr:GetAuthorizationToken on resource: \*/,
    ],
  ])("meets %s with AWS's own error", async (_name, credentials, skewMs, name, message) => {
    await expect(password(credentials, skewMs)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message) as string,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test.each([
    ["ecr-throttled", "ThrottlingException"],
    ["ecr-session-expired", "ExpiredTokenException"],
    ["ecr-no-token-right", "AccessDeniedException"],
  ])("%s is reached by name", async (scenario, name) => {
    fake.play(scenario);
    await expect(password(key)).rejects.toMatchObject({ name });
  });

  test("assumes a role with its external id, and buys a password as that role", async () => {
    const client = new STSClient(clientOptions(key));
    const { Credentials: session } = await client.send(
      new AssumeRoleCommand({ ...role, RoleSessionName: "berth", DurationSeconds: 900 }),
    );
    const credentials = {
      accessKeyId: session?.AccessKeyId ?? "",
      secretAccessKey: session?.SecretAccessKey ?? "",
      sessionToken: session?.SessionToken ?? "",
    };
    expect((await pull("ml/train", await password(credentials))).status).toBe(200);
    const own = new STSClient(clientOptions(credentials));
    const { Arn } = await own.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe("arn:aws:sts::123456789012:assumed-role/berth-pull/berth");
    await expect(password({ ...credentials, sessionToken: "other" })).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    client.destroy();
    own.destroy();
  });

  test.each([
    ["another external id", { ...role, ExternalId: "org-2" }],
    ["no external id", { RoleArn: role.RoleArn }],
    ["a role that doesn't exist", { ...role, RoleArn: `${role.RoleArn}-2` }],
  ])("is refused a role in the same words: %s", async (_name, asked) => {
    const client = new STSClient(clientOptions(key));
    await expect(
      client.send(new AssumeRoleCommand({ ...asked, RoleSessionName: "berth" })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringMatching(
        /is not authorized to perform: sts:AssumeRole on resource/,
      ) as string,
      $metadata: { httpStatusCode: 403 },
    });
    client.destroy();
  });
});

describe("the registry", () => {
  test("asks for Basic, and takes no other password", async () => {
    const answer = await pull("ml/train", Buffer.from("AWS:guess").toString("base64"));
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(
      /^Basic realm="https:\/\/.*ecr.amazonaws.com"$/,
    );
  });

  test.each([
    [
      "ml/secret",
      "1",
      403,
      "not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:123456789012:repository/ml/secret",
    ],
    [
      "ml/nowhere",
      "1",
      404,
      "The repository with name 'ml/nowhere' does not exist in the registry with id '123456789012'",
    ],
    ["ml/train", "2", 404, "Requested image not found"],
  ])("answers %s:%s with %i", async (repository, tag, status, message) => {
    const answer = await pull(repository, await password(key), tag);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(message);
  });
});
