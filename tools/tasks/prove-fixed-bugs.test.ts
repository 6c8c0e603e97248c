import { expect, test } from "vitest";
import { fixedBugs } from "./fixed-bugs.ts";
import { fixedBugProblems } from "./prove-fixed-bugs.ts";

test("R-24: every bug that was fixed has its fix in its place and its test", () => {
  expect(fixedBugs.length).toBeGreaterThan(5);
  expect(fixedBugProblems()).toEqual([]);
});

test("a fix that is gone and a test that is gone are missed", () => {
  const bug = {
    what: "It broke.",
    file: "a.ts",
    fixed: "good()",
    broken: "bad()",
    test: { file: "a.test.ts", name: "it is good" },
  };
  const files: Record<string, string> = { "a.ts": "bad()", "a.test.ts": "" };
  expect(fixedBugProblems([bug], (file) => files[file] ?? "")).toEqual([
    "It broke. Its fix stands in a.ts 0 times.",
    "It broke. a.test.ts has no such test.",
  ]);
});
