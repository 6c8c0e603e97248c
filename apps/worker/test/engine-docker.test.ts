import { expect, test } from "vitest";
import { anonymously, withPair, withToken } from "./decisions.ts";
import { dockerEngines } from "./docker-engines.ts";
import { plantLogins } from "./logins.ts";
import { image, secret, settingsFor, tokenFrom, useStage } from "./stage.ts";

const stage = useStage();
const withDocker = (socket: string) => ({ DOCKER_HOST: `unix://${socket}` });
const pull = ["pull", "--engine", "docker"];

test.each(dockerEngines)(
  "%s pulls an image that ends up under its own name alone, without a login",
  async (_kind, start) => {
    const reg = await stage.registry("standard-token");
    const token = await tokenFrom(reg, "team/app");
    const [berth, engine] = [await stage.berth(withToken(token)), await start(stage)];
    const environment = { ...settingsFor(berth, reg), ...withDocker(engine.socket) };
    const name = `${reg.host}/team/app:1`;
    const ended = await stage.sandbox.run([...pull, name], environment);
    expect(ended.stderr).toContain(`now in docker-daemon:${name}`);
    expect(ended.stdout).toBe(`Pulling image: ${name}\nImage digest: ${image.digest}\n`);
    expect(ended.code).toBe(0);
    expect(await engine.names()).toEqual([name]);
    expect(berth.reports[0]?.report).toMatchObject({ status: "succeeded", digest: image.digest });
    expect(berth.reports[0]?.report.bytes).toBeGreaterThan(image.manifest.length);

    const to = ["--to", `docker-daemon:${reg.host}/other:2`];
    const byDigest = `${reg.host}/team/app@${image.digest}`;
    const again = await stage.sandbox.run([...pull, byDigest, ...to], environment);
    expect(again.stdout).toContain(`Image digest: ${image.digest}`);
    expect((await engine.names()).toSorted()).toEqual([`${reg.host}/other:2`, name]);
    for (const { login } of engine.asked ?? []) expect(login).toBe("{}");
    expect(JSON.stringify(engine.asked)).not.toContain(token);
    expect(stage.sandbox.leftovers()).toEqual([]);
  },
);

test.each(dockerEngines)(
  "%s says why an anonymous pull failed, uses no login of the machine and keeps no name",
  async (_kind, start) => {
    const accounts = [{ username: "planted", secret: "planted-secret" }];
    const reg = await stage.registry("standard-basic", { accounts });
    const [berth, engine] = [await stage.berth(anonymously), await start(stage)];
    const environment = {
      ...plantLogins(stage.sandbox, reg.host),
      ...settingsFor(berth, reg),
      ...withDocker(engine.socket),
    };
    const open = await stage.sandbox.run([...pull, `${reg.host}/open/app:1`], environment);
    expect(open.code).toBe(0);
    const refused = await stage.sandbox.run([...pull, `${reg.host}/team/app:1`], environment);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain("can't be pulled without a sign-in");
    expect(reg.credentialsSeen).toEqual([]);
    expect(await engine.names()).toEqual([`${reg.host}/open/app:1`]);
  },
);

test("a pull that hangs is stopped by --timeout, and by a signal", async () => {
  const [, start] = dockerEngines[0] ?? [];
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const engine = await start?.(stage);
  const environment = { ...settingsFor(berth, reg), ...withDocker(engine?.socket ?? "") };
  const name = `${reg.host}/scenario/slow:1`;
  const late = await stage.sandbox.run([...pull, name, "--timeout", "1"], environment);
  expect(late.stderr).toContain("The pull didn't end within 1.0 s.");
  expect(late.code).toBe(4);
  const started = stage.sandbox.start([...pull, name], environment);
  await started.said("Signed in by");
  started.child.kill("SIGINT");
  expect((await started.ended).code).toBe(130);
  expect(berth.reports.at(-1)?.report.error).toBe("The pull was interrupted.");
});

test.each([
  [{ DOCKER_HOST: "unix:///nowhere/docker.sock" }, 7, "/nowhere/docker.sock isn't there"],
  [{ DOCKER_HOST: "tcp://build.example.com:2376" }, 2, "--to docker-daemon:<name>:<tag>"],
  [{ DOCKER_CONTEXT: "gone" }, 2, "The Docker context that is in use can't be read."],
])(
  "without an engine of this machine nothing is asked of Berth: %o",
  async (where, code, words) => {
    const reg = await stage.registry("standard-basic");
    const berth = await stage.berth(anonymously);
    const ended = await stage.sandbox.run([...pull, `${reg.host}/team/app:1`], {
      ...settingsFor(berth, reg),
      ...where,
    });
    expect(ended.stderr).toContain(words);
    expect(ended.code).toBe(code);
    expect(berth.asked).toEqual([]);
  },
);
