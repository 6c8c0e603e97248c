import { chmodSync, chownSync, copyFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withPair } from "./decisions.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();
const nobodys = 12_345;
// Where the tests don't run as root, all of them prove this.
const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)(
  "an account without any right of its own pulls, asks the helper and writes an auth file",
  async () => {
    const reg = await stage.registry("standard-basic");
    const berth = await stage.berth(withPair("alice", secret));
    const { sandbox } = stage;
    const folder = sandbox.install("docker-credential-berth");
    // Neither the clone nor its node has to be readable by others.
    copyFileSync(process.execPath, sandbox.path("node"));
    copyFileSync(join(folder, "docker-credential-berth"), sandbox.path("berth-worker.mjs"));
    sandbox.write(
      "bin/docker-credential-berth",
      `#!/bin/sh\nexec "${sandbox.path("node")}" "${sandbox.path("berth-worker.mjs")}" credential-helper "$@"\n`,
    );
    chmodSync(sandbox.path("bin/docker-credential-berth"), 0o755);
    sandbox.write("helper.json", JSON.stringify({ credHelpers: { [reg.host]: "berth" } }));
    handOver(sandbox.path());
    const run = (...words: string[]) =>
      sandbox.runOther(
        "setpriv",
        [`--reuid=${nobodys}`, `--regid=${nobodys}`, "--clear-groups", "--", ...words],
        {
          ...settingsFor(berth, reg),
          PATH: `${sandbox.path("bin")}:${sandbox.environment["PATH"] ?? ""}`,
        },
      );
    const worker = (...words: string[]) =>
      run(sandbox.path("node"), sandbox.path("berth-worker.mjs"), ...words);
    const name = `${reg.host}/team/app:1`;
    const inspect = (file: string) =>
      run(
        "skopeo",
        "inspect",
        "--raw",
        "--tls-verify=false",
        "--authfile",
        file,
        `docker://${name}`,
      );

    const pulled = await worker("pull", name, "--to", "oci:app");
    expect(pulled).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Image digest: ${image.digest}`),
    });
    expect(await worker("auth-file", name, "--out", "auth.json")).toMatchObject({ code: 0 });
    const { uid, mode } = statSync(sandbox.path("auth.json"));
    expect([uid, mode & 0o777]).toEqual([nobodys, 0o600]);
    for (const file of ["auth.json", "helper.json"]) {
      expect(await inspect(file)).toMatchObject({ code: 0, stdout: image.manifest.toString() });
    }
  },
);

function handOver(folder: string): void {
  chownSync(folder, nobodys, nobodys);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) handOver(path);
    else if (entry.isFile()) chownSync(path, nobodys, nobodys);
  }
}
