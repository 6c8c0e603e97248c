import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withPair } from "./decisions.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

async function pull(to: string[], environment: Record<string, string> = {}) {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(["pull", `${reg.host}/team/app:1`, ...to], {
    ...settingsFor(berth, reg),
    ...environment,
  });
  expect(ended.stderr).not.toContain("skopeo:");
  expect(ended.code).toBe(0);
  return { host: reg.host, ended };
}

/** Storage in the sandbox, named the way a machine's owner names it. */
function storage() {
  const root = stage.sandbox.path("storage");
  stage.sandbox.write(
    "storage.conf",
    `[storage]\ndriver = "vfs"\ngraphroot = "${root}"\nrunroot = "${stage.sandbox.path("run/storage")}"\n`,
  );
  const names = () => {
    const images = readFileSync(`${root}/vfs-images/images.json`, "utf8");
    return (JSON.parse(images) as { names: string[] }[]).flatMap((one) => one.names);
  };
  return { environment: { CONTAINERS_STORAGE_CONF: stage.sandbox.path("storage.conf") }, names };
}

test("without --to the image goes to the machine's storage, under its own canonical name", async () => {
  const { environment, names } = storage();
  const { host, ended } = await pull([], environment);
  expect(names()).toEqual([`${host}/team/app:1`]);
  expect(ended.stderr).toContain(`now in containers-storage:${host}/team/app:1`);
});

test("containers-storage: takes another name, in the storage the machine's owner chose", async () => {
  const { environment, names } = storage();
  await pull(["--to", "containers-storage:example.com/other:2"], environment);
  expect(names()).toEqual(["example.com/other:2"]);
});

test("oci: and dir: hold the image", async () => {
  await pull(["--to", "oci:layout:one"]);
  const index = readFileSync(stage.sandbox.path("layout/index.json"), "utf8");
  expect(index).toContain(image.digest);
  expect(index).toContain('"org.opencontainers.image.ref.name":"one"');
  await pull(["--to", `dir:${stage.sandbox.path("folder")}`]);
  expect(readFileSync(stage.sandbox.path("folder/manifest.json"))).toEqual(image.manifest);
});

test("docker-daemon: hands the engine at DOCKER_HOST an archive under the chosen name", async () => {
  const loaded: Buffer[] = [];
  const engine = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => loaded.push(chunk));
    request.on("end", () => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(request.url?.endsWith("/images/load") === true ? '{"stream":"Loaded"}' : "{}");
    });
  });
  const socket = stage.sandbox.path("engine.sock");
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  stage.onClose(() => {
    engine.close();
    engine.closeAllConnections();
  });
  await pull(["--to", "docker-daemon:example.com/app:3"], { DOCKER_HOST: `unix://${socket}` });
  const archive = Buffer.concat(loaded).toString("latin1");
  expect(archive).toContain('"RepoTags":["example.com/app:3"]');
});

test("a Docker engine that isn't there ends with 7, before anything is asked of Berth", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const words = ["pull", `${reg.host}/team/app:1`, "--to", "docker-daemon:example.com/app:3"];
  const DOCKER_HOST = `unix://${stage.sandbox.path("engine.sock")}`;
  const settings = { ...settingsFor(berth, reg), DOCKER_HOST };
  const ended = await stage.sandbox.run(words, settings);
  expect(ended).toMatchObject({ code: 7, stdout: "" });
  expect(ended.stderr).toContain("No Docker engine runs here");
  expect(berth.asked).toEqual([]);
  const context = { ...settings, DOCKER_HOST: "", DOCKER_CONTEXT: "gone" };
  const unreadable = await stage.sandbox.run(words, context);
  expect(unreadable).toMatchObject({ code: 2, stderr: expect.stringContaining("Docker context") });
});

test("a folder that can't be written to is named as the cause", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "dir:/proc/nowhere"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("skopeo:");
  expect(ended.stderr).toContain("/proc/nowhere");
  expect(berth.reports[0]?.report.status).toBe("failed");
  expect(readdirSync(stage.sandbox.path("tmp"))).toEqual([]);
});

test("a machine whose folder for temporary files can't be written to pulls all the same", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const words = ["pull", `${reg.host}/team/app:1`, "--to", "dir:app"];
  const settings = { ...settingsFor(berth, reg), TMPDIR: "/dev/null" };
  expect(await stage.sandbox.run(words, settings)).toMatchObject({ code: 0 });
});

test("a folder that went away under the worker is named, and the pull has its end", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const { sandbox } = stage;
  const folder = sandbox.install("berth-worker");
  const pull = `${folder}/berth-worker pull ${reg.host}/team/app:1 --to dir:app`;
  const PATH = `${folder}:${sandbox.environment["PATH"]}`;
  const ended = await sandbox.runOther(
    "/bin/sh",
    ["-c", `mkdir gone && cd gone && rmdir ../gone && exec ${pull}`],
    { ...settingsFor(berth, reg), PATH },
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("The folder that berth-worker was started in is gone.");
  expect(berth.reports[0]?.report.status).toBe("failed");
});

test("the machine's signature policy counts for the image's own name", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  stage.sandbox.write(
    "home/.config/containers/policy.json",
    JSON.stringify({
      default: [{ type: "insecureAcceptAnything" }],
      transports: { docker: { [reg.host]: [{ type: "reject" }] } },
    }),
  );
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain(
    "This machine's signature policy (policy.json) rejects the image.",
  );
});
