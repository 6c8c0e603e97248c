import { startRealRegistry, type RealRegistry } from "@berth/fake-registries";
import { expect, test } from "vitest";
import { anonymously, withPair, withToken } from "./decisions.ts";
import { account, image, secret, settingsFor, severalPlatforms, useStage } from "./stage.ts";

const stage = useStage();

type Options = Parameters<typeof startRealRegistry>[0];

async function registry(options: Options): Promise<RealRegistry> {
  const started = await startRealRegistry({
    accounts: [account],
    images: { "team/app:1": image, "team/multi:1": severalPlatforms },
    ...options,
  });
  stage.onClose(started.close);
  return started;
}

async function tokenOf({ tokenOrigin }: RealRegistry, repository: string): Promise<string> {
  const query = `service=berth-test-registry&scope=repository:${repository}:pull`;
  const authorization = `Basic ${Buffer.from(`alice:${secret}`).toString("base64")}`;
  const answer = await fetch(`${tokenOrigin}/token?${query}`, { headers: { authorization } });
  return ((await answer.json()) as { token: string }).token;
}

test("pulls from a real registry with htpasswd, over TLS of a private authority", async () => {
  const reg = await registry({ auth: "htpasswd", tls: true });
  const berth = await stage.berth(withPair("alice", secret));
  stage.sandbox.write("ca.pem", reg.ca ?? "");
  const ended = await stage.sandbox.run(["pull", `${reg.host}/team/multi:1`, "--to", "oci:app"], {
    BERTH_URL: berth.url,
    BERTH_TOKEN: berth.token,
    BERTH_CA: stage.sandbox.path("ca.pem"),
  });
  expect(ended.stdout).toContain(`Image digest: ${severalPlatforms.digest}`);
  expect(ended.code).toBe(0);
  expect(stage.sandbox.filesHolding(secret)).toEqual([]);
});

test("pulls from a real registry with a token for this one repository, and for no other", async () => {
  const reg = await registry({ auth: "token" });
  const berth = await stage.berth(withToken(await tokenOf(reg, "team/app")));
  const pull = (name: string) =>
    stage.sandbox.run(["pull", `${reg.host}/${name}`, "--to", "oci:app"], settingsFor(berth, reg));
  const ended = await pull("team/app:1");
  expect(ended.stdout).toContain(`Image digest: ${image.digest}`);
  expect(ended.code).toBe(0);
  const other = await pull("team/multi:1");
  expect(other.code).toBe(4);
  expect(other.stderr).toContain("doesn't accept the credential");
});

test("pulls anonymously from a real registry whose token service is elsewhere", async () => {
  const reg = await registry({ auth: "token", publicRepositories: ["team/app"] });
  const berth = await stage.berth(anonymously);
  const pull = (name: string) =>
    stage.sandbox.run(["pull", `${reg.host}/${name}`, "--to", "oci:app"], settingsFor(berth, reg));
  expect((await pull("team/app:1")).code).toBe(0);
  const refused = await pull("team/multi:1");
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain("can't be pulled without a sign-in");
});
