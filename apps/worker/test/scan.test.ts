import { expect, test } from "vitest";
import { anonymously } from "./decisions.ts";
import { pattern } from "./fake-berth.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

async function berthWithPatterns() {
  const berth = await stage.berth(anonymously);
  berth.tells.patterns.push(pattern("reg.example.com/team/*", "reg.example.com"));
  return { berth, settings: { BERTH_URL: berth.url, BERTH_TOKEN: berth.token } };
}

test("scan prints a line an image, records no pull, and fails on what it is told to", async () => {
  const { berth, settings } = await berthWithPatterns();
  stage.sandbox.write(
    "valohai.yaml",
    "- step:\n    name: train\n    image: reg.example.com/team/app:1\n    command: x\n",
  );
  stage.sandbox.write("compose.yaml", "services: { web: { image: 'nginx:${TAG}' } }\n");
  const words = ["scan", "valohai.yaml", "compose.yaml", "--var", "TAG"];
  const [passing, failing, sarif] = await Promise.all([
    stage.sandbox.run(words, { ...settings, TAG: "1.27" }),
    stage.sandbox.run(
      [...words, "--fail-on", "uncovered", "--fail-on", "refused", "--json"],
      settings,
    ),
    stage.sandbox.run([...words, "--fail-on", "refused", "--sarif"], settings),
  ]);
  expect(passing).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("2 images in 2 files"),
  });
  expect(passing.stdout.split("\n")).toEqual([
    "valohai.yaml:3:12: covered reg.example.com/team/app:1: Team registry, reg.example.com/team/*",
    expect.stringMatching(
      /^compose.yaml:1:28: uncovered nginx:\$\{TAG\}: The only pattern doesn't match/,
    ),
    "",
  ]);
  expect(failing.code).toBe(8);
  expect(JSON.parse(failing.stdout)).toMatchObject({
    ok: false,
    exitCode: 8,
    counts: { covered: 1, uncovered: 1, refused: 0 },
    files: [
      { file: "valohai.yaml", kind: "valohai" },
      { file: "compose.yaml", kind: "compose" },
    ],
  });
  expect(sarif.code).toBe(0);
  expect(JSON.parse(sarif.stdout)).toMatchObject({
    version: "2.1.0",
    runs: [{ results: [{ ruleId: "uncovered", level: "warning" }] }],
  });
  expect(berth.asked).toEqual([]);
});

test.each<[string[], string, string?]>([
  [["scan"], "missing required argument 'files'"],
  [["scan", "nowhere.yaml"], "nowhere.yaml isn't there."],
  [["scan", "."], ". is a folder."],
  [["scan", "x", "--fail-on", "covered"], "Use uncovered, refused, unreadable."],
  [["scan", "x", "--var", "1=2"], "Use NAME=value"],
  [["scan", "x", "--json", "--sarif"], "cannot be used with", '{"ok":false,'],
])("%j is wrong usage and says why", async (words, message, printed = "") => {
  const ended = await stage.sandbox.run(words);
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  expect(ended.stdout.slice(0, 12)).toBe(printed);
});
