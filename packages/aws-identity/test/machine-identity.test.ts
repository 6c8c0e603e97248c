import { containerPath, containerToken } from "@berth/fake-registries";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { containerAddress } from "../src/container-address.ts";
import { createMachineIdentity, type Environment } from "../src/index.ts";
import { roleArn, startFakeMachine, user, type FakeMachine } from "./machine.ts";

let machine: FakeMachine;
let bare: FakeMachine;
beforeAll(async () => {
  machine = await startFakeMachine();
  bare = await startFakeMachine({ role: false });
});
afterAll(async () => {
  await machine.close();
  await bare.close();
});
beforeEach(() => machine.stsHosts.splice(0));

const none = { AWS_EC2_METADATA_DISABLED: "true" };

async function look(environment: Environment) {
  return await createMachineIdentity({ environment, askSts: machine.askSts }).read();
}

describe("what is wrong is said in words, without any token", () => {
  test.each<[name: string, make: () => Promise<Environment>, says: RegExp]>([
    ["nothing at all", async () => none, /keeps the instance from being asked/],
    [
      "no metadata service",
      async () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1" }),
      /hop limit has to be 2/,
    ],
    [
      "an instance without a role",
      async () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: bare.metadata }),
      /has no role: attach an instance profile/,
    ],
    [
      "another service at the metadata address",
      async () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.fake.origin }),
      /gave no session \(404\)/,
    ],
    [
      "a profile without keys",
      async () => ({
        AWS_PROFILE: "sso",
        AWS_SHARED_CREDENTIALS_FILE: await machine.file("sso", "[sso]\nsso_session = x\n"),
      }),
      /AWS_PROFILE names 'sso'/,
    ],
    [
      "a token that the agent refuses",
      async () => ({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.metadata}${containerPath}`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: "secret-of-somebody-else",
      }),
      /answered 401/,
    ],
    [
      "an agent on an address of somebody else",
      async () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://192.0.2.1/keys" }),
      /must begin with https/,
    ],
    [
      "a pod's token that STS refuses",
      async () => ({
        AWS_WEB_IDENTITY_TOKEN_FILE: await machine.file("wrong", "secret-of-somebody-else"),
        AWS_ROLE_ARN: roleArn,
      }),
      /STS gave no keys for the pod's role: InvalidIdentityToken/,
    ],
    [
      "a pod's token that isn't there",
      async () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: "/nonexistent", AWS_ROLE_ARN: roleArn }),
      /can't be read/,
    ],
  ])("%s", async (_name, make, says) => {
    const found = await look(await make());
    expect(found).toMatchObject({ ok: false, message: expect.stringMatching(says) as string });
    expect(JSON.stringify(found)).not.toMatch(/somebody-else/);
  });
});

test("asks the STS of its own region and partition", async () => {
  const pod = {
    AWS_WEB_IDENTITY_TOKEN_FILE: await machine.file("pod", "x"),
    AWS_ROLE_ARN: roleArn,
  };
  await look({ ...pod, AWS_REGION: "cn-north-1" });
  await look({ ...pod, AWS_DEFAULT_REGION: "eu-north-1" });
  await look({ ...pod, AWS_REGION: "evil.test/" });
  expect(machine.stsHosts).toEqual([
    "sts.cn-north-1.amazonaws.com.cn",
    "sts.eu-north-1.amazonaws.com",
    "sts.amazonaws.com",
  ]);
});

test("looks once for many, and again before the keys end", async () => {
  const time = { now: Date.now() };
  const identity = createMachineIdentity({
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.metadata}${containerPath}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
    },
    askSts: machine.askSts,
    clock: () => time.now,
  });
  const before = machine.fake.requests.length;
  const all = await Promise.all([identity.read(), identity.read(), identity.read()]);
  expect(new Set(all).size).toBe(1);
  time.now += 5 * 3_600_000;
  expect(await identity.read()).toBe(all[0]);
  expect(machine.fake.requests.length - before).toBe(1);
  time.now += 3_600_000 - 4 * 60_000;
  expect(await identity.read()).not.toBe(all[0]);
  expect(machine.fake.requests.length - before).toBe(2);
});

test("keeps good keys while the next ones can't be had", async () => {
  const time = { now: Date.now() };
  const environment: Record<string, string> = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.metadata}${containerPath}`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
  };
  const identity = createMachineIdentity({
    environment,
    askSts: machine.askSts,
    clock: () => time.now,
  });
  const first = await identity.read();
  environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "taken-away";
  time.now += 6 * 3_600_000 - 2 * 60_000;
  expect(await identity.read()).toBe(first);
  time.now += 3 * 60_000;
  expect(await identity.read()).toMatchObject({ ok: false });
});

test("keys of one half are no identity", async () => {
  const found = await look({ ...none, AWS_ACCESS_KEY_ID: user.accessKeyId, HOME: "/nonexistent" });
  expect(found.ok).toBe(false);
});

test.each([
  ["/v2/credentials/1", "", "http://169.254.170.2/v2/credentials/1"],
  ["//evil.test/x", "", null],
  ["@evil.test", "", null],
  ["", "http://169.254.170.23/v1/credentials", "http://169.254.170.23/v1/credentials"],
  ["", "http://[fd00:ec2::23]/v1", "http://[fd00:ec2::23]/v1"],
  ["", "https://agent.example.com/x", "https://agent.example.com/x"],
  ["", "http://agent.example.com/x", null],
  ["", "http://127.0.0.1.evil.test/x", null],
  ["", "http://user:pw@127.0.0.1/x", null],
  ["", "file:///etc/passwd", null],
  ["", "nonsense", null],
])("a container's agent named %j %j is asked at %j", (relative, full, wanted) => {
  expect(containerAddress(relative, full)?.href ?? null).toBe(wanted);
});
