import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { containerPath, containerToken, webIdentityToken } from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createMachineIdentity, type Environment, type MachineKeys } from "../src/index.ts";
import { roleArn, startFakeMachine, user, type FakeMachine } from "./machine.ts";

let machine: FakeMachine;
beforeAll(async () => {
  machine = await startFakeMachine();
});
afterAll(() => machine.close());
afterEach(() => vi.unstubAllEnvs());

const userArn = `arn:aws:iam::123456789012:user/${user.accessKeyId.toLowerCase()}`;
const sessionArn = roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/");
const keys = { AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
const file = `[default]
aws_access_key_id = ${user.accessKeyId}
aws_secret_access_key=${user.secretAccessKey}
[other]
aws_access_key_id = AKIAOTHEROTHEROTHERO
aws_secret_access_key = ${"o".repeat(40)}
`;
const metadata = () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.metadata });
const agent = () => ({
  AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.metadata}${containerPath}`,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
});

test.each<[name: string, make: () => Promise<Environment>, source: string, arn: string]>([
  ["keys in the environment", async () => keys, "environment", userArn],
  [
    "keys in the environment beside a container's agent",
    async () => ({ ...keys, ...agent() }),
    "environment",
    userArn,
  ],
  [
    "a credentials file",
    async () => ({ AWS_SHARED_CREDENTIALS_FILE: await machine.file("credentials", file) }),
    "credentials-file",
    userArn,
  ],
  [
    "a profile by name, which counts more than keys",
    async () => ({
      AWS_ACCESS_KEY_ID: "AKIAOTHEROTHEROTHERO",
      AWS_SECRET_ACCESS_KEY: "o".repeat(40),
      AWS_PROFILE: "default",
      AWS_SHARED_CREDENTIALS_FILE: await machine.file("credentials", file),
    }),
    "credentials-file",
    userArn,
  ],
  [
    "the token of a pod",
    async () => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: await machine.file("token", webIdentityToken),
      AWS_ROLE_ARN: roleArn,
      AWS_ROLE_SESSION_NAME: "pod",
      ...agent(),
    }),
    "web-identity",
    `${sessionArn}/pod`,
  ],
  ["a container's agent", async () => agent(), "container", `${sessionArn}/fake-task`],
  [
    "a container's agent whose token is in a file",
    async () => ({
      ...agent(),
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "an-older-one",
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await machine.file("agent", containerToken),
      ...metadata(),
    }),
    "container",
    `${sessionArn}/fake-task`,
  ],
  [
    "the role of an instance",
    async () => metadata(),
    "instance",
    `${sessionArn}/i-0fa4e0fa4e0fa4e00`,
  ],
])("finds what AWS's own SDK finds: %s", async (_name, make, source, arn) => {
  const environment: Environment = {
    AWS_REGION: "eu-west-1",
    HOME: "/nonexistent",
    ...(await make()),
  };
  const own = createMachineIdentity({ environment, askSts: machine.askSts });
  const found = await own.read();
  if (!found.ok) throw new Error(found.message);
  expect(found.source).toBe(source);
  expect(await arnOf(found.keys)).toBe(arn);
  expect(await arnOf(await keysOfSdk(environment))).toBe(arn);
  const temporary = found.keys.sessionToken !== undefined;
  expect(found.expiresAt === null).toBe(!temporary);
  expect(found.expiresAt ?? Infinity).toBeGreaterThan(Date.now() + 3_000_000);
});

/** What the SDK's default chain finds; it reads the process's own environment. */
async function keysOfSdk(environment: Environment): Promise<MachineKeys> {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  }
  const endpoint = { AWS_ENDPOINT_URL_STS: machine.fake.elsewhere.origin };
  const none = { AWS_CONFIG_FILE: "/nonexistent", AWS_SHARED_CREDENTIALS_FILE: "/nonexistent" };
  for (const [name, value] of Object.entries({ ...none, ...endpoint, ...environment })) {
    vi.stubEnv(name, value);
  }
  const client = new STSClient({ region: "eu-west-1" });
  try {
    return await client.config.credentials();
  } finally {
    client.destroy();
  }
}

async function arnOf(credentials: MachineKeys): Promise<string | undefined> {
  const client = new STSClient({
    region: "eu-west-1",
    endpoint: machine.fake.elsewhere.origin,
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    },
  });
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Arn;
  } finally {
    client.destroy();
  }
}
