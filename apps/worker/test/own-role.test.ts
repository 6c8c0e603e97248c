import {
  containerPath,
  containerToken,
  fakeCloud,
  startCloudProxy,
  webIdentityToken,
  type FakeCloud,
} from "@berth/fake-registries";
import { describe, expect, test } from "vitest";
import { withOwnRole } from "./decisions.ts";
import type { FakeBerth } from "./fake-berth.ts";
import { image, useStage } from "./stage.ts";

const stage = useStage();
const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const role = {
  username: "arn:aws:iam::123456789012:role/worker-role",
  secret: "",
  machine: true,
  pull: ["team/app"],
};

/** A machine inside AWS: its names lead to the fake, and its metadata service stands beside it. */
async function inAws(decision = withOwnRole(), accounts = [role]) {
  const cloud = await fakeCloud({
    vendors: { "aws-ecr": { accounts, images: { "team/app:1": image, "team/hidden:1": image } } },
  });
  stage.onClose(cloud.close);
  const berth = await stage.berth(decision);
  const proxy = await startCloudProxy(cloud);
  stage.onClose(proxy.close);
  stage.sandbox.write("ca.pem", cloud.ca);
  const settings = {
    BERTH_URL: berth.url,
    BERTH_TOKEN: berth.token,
    BERTH_CA: stage.sandbox.path("ca.pem"),
    BERTH_RETRY_SECONDS: "0",
    HTTPS_PROXY: proxy.url,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: machineOf(cloud),
  };
  return { cloud, berth, settings, proxy };
}

function machineOf(cloud: FakeCloud): string {
  return cloud.vendor("aws-ecr").machine?.origin ?? "";
}

/** What was asked for with a password, by whom. */
function users(cloud: FakeCloud): string[] {
  return cloud
    .vendor("aws-ecr")
    .credentialsSeen.flatMap(({ presented }) =>
      presented.scheme === "basic" ? [presented.username] : [],
    );
}

function pulls({ asked }: FakeBerth): number {
  return asked.length;
}

const pull = ["pull", `${host}/team/app:1`, "--to", "oci:app"];

describe("with the role of its machine, berth-worker", () => {
  test("pulls from an instance, and neither Berth nor the command line sees the password", async () => {
    const { cloud, berth, settings } = await inAws();
    const ended = await stage.sandbox.run(pull, settings);
    expect(ended.stderr).toContain("whatever the role may read");
    expect(ended.stdout).toContain(`Image digest: ${image.digest}`);
    expect(ended.code).toBe(0);
    expect(new Set(users(cloud))).toEqual(new Set(["AWS"]));
    expect(pulls(berth)).toBe(1);
    expect(berth.reports).toMatchObject([{ report: { status: "succeeded" } }]);
    const passwords = cloud
      .vendor("aws-ecr")
      .credentialsSeen.flatMap(({ presented }) =>
        presented.scheme === "basic" ? [presented.secret] : [],
      );
    expect(stage.sandbox.filesHolding(...passwords)).toEqual([]);
  });

  test.each<[name: string, more: (cloud: FakeCloud) => Record<string, string>]>([
    [
      "a container",
      (cloud) => ({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machineOf(cloud)}${containerPath}`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
      }),
    ],
    [
      "a pod",
      () => ({
        AWS_ROLE_ARN: role.username,
        AWS_WEB_IDENTITY_TOKEN_FILE: stage.sandbox.path("token"),
        AWS_REGION: "eu-west-1",
      }),
    ],
  ])("pulls from %s", async (_name, more) => {
    const { cloud, settings } = await inAws();
    stage.sandbox.write("token", webIdentityToken);
    const own = { ...settings, AWS_EC2_METADATA_DISABLED: "true", ...more(cloud) };
    const ended = await stage.sandbox.run(pull, own);
    expect(ended.stderr).not.toContain("can't");
    expect(ended.code).toBe(0);
  });

  test("checks what Berth itself can't check", async () => {
    const { berth, settings } = await inAws();
    const ended = await stage.sandbox.run(["check", `${host}/team/app:1`], settings);
    expect(ended.stdout).toContain("passed");
    expect(ended.code).toBe(0);
    expect(pulls(berth)).toBe(1);
    const [check] = berth.checks;
    expect(check?.diagnosis.code).toBe("OK");
    const asked = JSON.stringify(check?.steps.find(({ step }) => step === "token")?.evidence);
    expect(asked).toContain("https://api.ecr.eu-west-1.amazonaws.com/");
    expect(asked).not.toContain("SecretAccessKey");
  });

  test("tells Berth in AWS's own words why its role can't read, or that it has none", async () => {
    const { berth, settings } = await inAws();
    const hidden = await stage.sandbox.run(["check", `${host}/team/hidden:1`], settings);
    expect(hidden.code).toBe(4);
    const none = await stage.sandbox.run(["check", `${host}/team/app:1`], {
      ...settings,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    expect(none.code).toBe(4);
    expect(berth.checks.map(({ diagnosis }) => diagnosis.code)).toEqual([
      "AWS-PULL",
      "AWS-NO-IDENTITY",
    ]);
    expect(berth.reports.map(({ report }) => report.status)).toEqual(["failed", "failed"]);
  });

  test("gives Docker, the kubelet and an auth file a login that ends", async () => {
    const { settings } = await inAws();
    const run = (words: string[], input = "") => stage.sandbox.run(words, settings, input);
    const helper = await run(["credential-helper", "get"], host);
    expect(JSON.parse(helper.stdout)).toMatchObject({ ServerURL: host, Username: "AWS" });
    const request = {
      apiVersion: "credentialprovider.kubelet.k8s.io/v1",
      kind: "CredentialProviderRequest",
      image: `${host}/team/app:1`,
    };
    const kubelet = await run(["kubelet"], JSON.stringify(request));
    expect(JSON.parse(kubelet.stdout)).toMatchObject({
      auth: { [`${host}/team/app`]: { username: "AWS" } },
      cacheDuration: "1800s",
    });
    const file = await run(["auth-file", `${host}/team/app:1`, "--out", "auth.json"]);
    expect(file.stdout).toMatch(/until \d+ \w+ 20\d\d, \d\d:\d\d UTC/);
    expect(file.code).toBe(0);
  });

  test("says why where it has none, and reports the pull as failed", async () => {
    const { berth, settings } = await inAws();
    const ended = await stage.sandbox.run(pull, {
      ...settings,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toMatch(/No AWS identity was found where this ran/);
    expect(berth.reports).toMatchObject([{ report: { status: "failed" } }]);
  });

  test("says what the registry says where the role may not pull", async () => {
    const { settings } = await inAws();
    const hidden = ["pull", `${host}/team/hidden:1`, "--to", "oci:app"];
    const ended = await stage.sandbox.run(hidden, settings);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toContain("ecr:BatchGetImage");
  });

  test("sends nothing to a host that isn't AWS's, whatever it is told", async () => {
    const reg = await stage.registry("standard-basic");
    const { settings, cloud } = await inAws();
    const ended = await stage.sandbox.run(["pull", `${reg.host}/team/app:1`, "--to", "oci:app"], {
      ...settings,
      BERTH_INSECURE_REGISTRIES: reg.host,
    });
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toContain("is no host of ECR");
    expect(reg.credentialsSeen).toEqual([]);
    expect(users(cloud)).toEqual([]);
  });
});
