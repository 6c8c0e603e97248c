import { chmodSync } from "node:fs";
import { expect, test } from "vitest";
import { anonymously } from "./decisions.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

function plantProgram(name: string, script: string): void {
  stage.sandbox.write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(stage.sandbox.path("bin", name), 0o755);
}

test("a machine that has everything passes, and the programs it starts don't see the token", async () => {
  const berth = await stage.berth(anonymously);
  plantProgram(
    "skopeo",
    `echo "$BERTH_TOKEN" > ${stage.sandbox.path("seen")}; echo skopeo version 1.14.2`,
  );
  const ended = await stage.sandbox.run(["doctor"], {
    PATH: stage.sandbox.path("bin"),
    BERTH_URL: berth.url,
    BERTH_TOKEN: berth.token,
  });
  expect(ended.stdout.split("\n").map((line) => line.split(":")[0])).toEqual([
    "pass settings",
    "pass proxy",
    "pass certificates",
    "pass berth",
    "pass token",
    "pass project",
    "pass clock",
    "pass skopeo",
    "skip podman",
    "skip docker",
    "",
  ]);
  expect(ended.stdout).toContain("pass skopeo: 1.14.2 at ");
  expect(ended.code).toBe(0);
  expect(berth.asked).toEqual([]);
  expect(stage.sandbox.filesHolding(berth.token)).toEqual([]);
});

test("what is wrong fails with what to do, and ends with 8", async () => {
  const berth = await stage.berth(anonymously);
  plantProgram("skopeo", "echo skopeo version 1.4.1");
  plantProgram("podman", "exit 1");
  const path = { PATH: stage.sandbox.path("bin") };
  const [rejected, away, unset] = await Promise.all([
    stage.sandbox.run(["doctor", "--json"], {
      ...path,
      BERTH_URL: berth.url,
      BERTH_TOKEN: "brth_w_revoked",
    }),
    stage.sandbox.run(["doctor"], {
      ...path,
      BERTH_URL: "http://127.0.0.1:1",
      BERTH_TOKEN: "brth_w_x",
    }),
    stage.sandbox.run(["doctor"], path),
  ]);
  expect(rejected.code).toBe(8);
  const { findings } = JSON.parse(rejected.stdout) as { findings: object[] };
  expect(findings).toContainEqual(
    expect.objectContaining({
      id: "token",
      status: "fail",
      advice: expect.stringContaining("Make sure that all of it arrived here"),
    }),
  );
  expect(findings).toContainEqual(expect.objectContaining({ id: "skopeo", status: "warn" }));
  expect(findings).toContainEqual(expect.objectContaining({ id: "podman", status: "warn" }));
  expect(rejected.stdout).not.toContain("brth_w_revoked");
  expect(away.code).toBe(8);
  expect(away.stdout).toContain("fail berth: Berth at 127.0.0.1:1 refuses connections.");
  expect(away.stdout).toContain("skip clock:");
  expect(unset.code).toBe(8);
  expect(unset.stdout).toMatch(/^fail settings: Set BERTH_URL .*doctor --help/);
});
