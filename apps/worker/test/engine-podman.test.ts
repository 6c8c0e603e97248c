import { chmodSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { anonymously, withPair, withToken } from "./decisions.ts";
import { plantHelper, plantLogins } from "./logins.ts";
import { childOf, descriptorOf, goneSoon, seen } from "./processes.ts";
import { image, secret, settingsFor, tokenFrom, useStage } from "./stage.ts";

const stage = useStage();
const pull = ["pull", "--engine", "podman"];

/** Podman's storage in the sandbox, named the way a machine's owner names it. */
function storage() {
  const root = stage.sandbox.path("storage");
  stage.sandbox.write(
    "storage.conf",
    `[storage]\ndriver = "vfs"\ngraphroot = "${root}"\nrunroot = "${stage.sandbox.path("run/storage")}"\n`,
  );
  const environment = { CONTAINERS_STORAGE_CONF: stage.sandbox.path("storage.conf") };
  const names = () => {
    const images = readFileSync(`${root}/vfs-images/images.json`, "utf8");
    return (JSON.parse(images) as { names: string[] }[]).flatMap((one) => one.names);
  };
  return { environment, names };
}

test("Podman pulls with a bearer it never sees, into its own storage", async () => {
  const reg = await stage.registry("standard-token");
  const token = await tokenFrom(reg, "team/app");
  const berth = await stage.berth(withToken(token));
  const { environment, names } = storage();
  const name = `${reg.host}/team/app:1`;
  const ended = await stage.sandbox.run([...pull, name], {
    ...settingsFor(berth, reg),
    ...environment,
  });
  expect(ended.stderr).toContain(`now in containers-storage:${name}`);
  expect(ended.stdout).toBe(`Pulling image: ${name}\nImage digest: ${image.digest}\n`);
  expect(ended.code).toBe(0);
  expect(names()).toEqual([name]);
  expect(berth.reports[0]?.report).toMatchObject({ status: "succeeded", digest: image.digest });
  expect(stage.sandbox.filesHolding(token, berth.token)).toEqual([]);
});

test.each(Object.entries({ "in every file": plantLogins, "behind a helper": plantHelper }))(
  "an anonymous pull by Podman uses no login that lies on the machine %s",
  async (_where, plant) => {
    const accounts = [{ username: "planted", secret: "planted-secret" }];
    const reg = await stage.registry("standard-basic", { accounts });
    const berth = await stage.berth(anonymously);
    const environment = {
      ...plant(stage.sandbox, reg.host),
      ...settingsFor(berth, reg),
      ...storage().environment,
      CONTAINER_HOST: "unix:///nowhere/podman.sock",
    };
    const open = await stage.sandbox.run([...pull, `${reg.host}/open/app:1`], environment);
    expect(open.code).toBe(0);
    const refused = await stage.sandbox.run([...pull, `${reg.host}/team/app:1`], environment);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain("can't be pulled without a sign-in");
    expect(reg.credentialsSeen).toEqual([]);
  },
);

test("no secret reaches Podman's command line, environment or files, and kill -9 leaves none", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const started = stage.sandbox.start([...pull, `${reg.host}/scenario/slow:1`], {
    ...settingsFor(berth, reg),
    ...storage().environment,
  });
  const podman = await childOf(started.child.pid ?? 0, "podman");
  await vi.waitFor(() => expect(reg.requests.length).toBeGreaterThan(0), { timeout: 10_000 });
  const worker = seen(started.child.pid ?? 0);
  const everything = [podman, worker].map((one) => one.commandLine).join() + podman.environment;
  for (const text of [secret, berth.token]) expect(everything).not.toContain(text);
  expect(descriptorOf(podman.pid, 9).content).toBe('{"auths":{}}\n');
  expect(descriptorOf(podman.pid, 10).target).toMatch(/ \(deleted\)$/);
  started.child.kill("SIGKILL");
  await started.ended;
  await goneSoon(podman.pid);
  expect(stage.sandbox.filesHolding(secret, berth.token)).toEqual([]);
  expect(stage.sandbox.leftovers().filter((name) => name.includes("berth"))).toEqual([]);
});

test.each([
  [["--engine", "podman", "--to", "oci:app"], 2, "--engine skopeo takes more."],
  [["--engine", "docker", "--to", "dir:app"], 2, "With --engine docker --to takes docker-daemon:"],
  [["--engine", "crane"], 2, "Allowed choices are skopeo, podman, docker"],
])("%s is refused before Berth is asked", async (words, code, said) => {
  const berth = await stage.berth(anonymously);
  const ended = await stage.sandbox.run(["pull", "reg.test/team/app:1", ...words], {
    BERTH_URL: berth.url,
    BERTH_TOKEN: berth.token,
  });
  expect(ended.stderr).toContain(said);
  expect(ended.code).toBe(code);
  expect(berth.asked).toEqual([]);
});

test("a machine with Podman alone is told to pull with that", async () => {
  const berth = await stage.berth(anonymously);
  stage.sandbox.write("bin/podman", "#!/bin/sh\n");
  chmodSync(stage.sandbox.path("bin/podman"), 0o755);
  const ended = await stage.sandbox.run(["pull", "reg.test/team/app:1"], {
    BERTH_URL: berth.url,
    BERTH_TOKEN: berth.token,
    PATH: stage.sandbox.path("bin"),
  });
  expect(ended.stderr).toContain("pull with what is here: --engine podman");
  expect(ended.code).toBe(7);
});
