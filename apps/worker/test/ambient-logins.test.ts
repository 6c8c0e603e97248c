import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { anonymously, withPair, withToken } from "./decisions.ts";
import { plantHelper, plantLogins } from "./logins.ts";
import { secret, settingsFor, tokenFrom, useStage } from "./stage.ts";

const stage = useStage();
const planted = { username: "planted", secret: "planted-secret" };
const plants = { "in every file": plantLogins, "behind a helper": plantHelper };

/** What skopeo does by itself, so that the tests below can fail. */
async function skopeoAlone(host: string, environment: Record<string, string>): Promise<void> {
  await promisify(execFile)(
    "skopeo",
    [
      "copy",
      "--src-tls-verify=false",
      `docker://${host}/team/app:1`,
      `dir:${stage.sandbox.path("alone")}`,
    ],
    { env: { ...stage.sandbox.environment, ...environment } },
  );
}

test.each(Object.entries(plants))(
  "an anonymous pull uses no login that lies on the machine %s",
  async (_where, plant) => {
    const accounts = [{ username: "alice", secret }, planted];
    const reg = await stage.registry("standard-basic", { accounts });
    const berth = await stage.berth(anonymously);
    const environment = plant(stage.sandbox, reg.host);
    await skopeoAlone(reg.host, environment);
    expect(reg.credentialsSeen[0]?.presented).toEqual({ scheme: "basic", ...planted });
    const before = reg.credentialsSeen.length;

    const pull = (repository: string) =>
      stage.sandbox.run(["pull", `${reg.host}/${repository}:1`, "--to", "oci:app"], {
        ...environment,
        ...settingsFor(berth, reg),
      });
    expect((await pull("open/app")).code).toBe(0);
    const refused = await pull("team/app");
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain("can't be pulled without a sign-in");
    expect(reg.credentialsSeen.slice(before)).toEqual([]);
  },
);

test.each(Object.entries(plants))(
  "a pull with a credential uses that one, not a login that lies on the machine %s",
  async (_where, plant) => {
    const reg = await stage.registry("standard-basic");
    const berth = await stage.berth(withPair("alice", secret));
    const ended = await stage.sandbox.run(["pull", `${reg.host}/team/app:1`, "--to", "oci:app"], {
      ...plant(stage.sandbox, reg.host),
      ...settingsFor(berth, reg),
    });
    expect(ended.code).toBe(0);
    const names = reg.credentialsSeen.map(({ presented }) =>
      presented.scheme === "basic" ? presented.username : presented.scheme,
    );
    expect(new Set(names)).toEqual(new Set(["alice"]));
  },
);

test("a token service is asked without any login where the pull is anonymous", async () => {
  const reg = await stage.registry("standard-token", { accounts: [planted] });
  const berth = await stage.berth(anonymously);
  const ended = await stage.sandbox.run(["pull", `${reg.host}/open/app:1`, "--to", "oci:app"], {
    ...plantLogins(stage.sandbox, reg.host),
    ...settingsFor(berth, reg),
  });
  expect(ended.code).toBe(0);
  expect(reg.credentialsSeen.filter(({ presented }) => presented.scheme !== "bearer")).toEqual([]);
});

test("a drop-in that names this very repository stops the pull before skopeo follows it", async () => {
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(withToken(await tokenFrom(reg, "team/app")));
  stage.sandbox.write(
    "home/.config/containers/registries.conf.d/mirror.conf",
    `[[registry]]\nprefix = "${reg.host}/team/app"\nlocation = "elsewhere.test/app"\n`,
  );
  const asked = reg.requests.length;
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("mirror.conf has an entry of its own for");
  expect(reg.requests.length).toBe(asked);
});
