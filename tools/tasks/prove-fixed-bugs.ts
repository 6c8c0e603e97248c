import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fixedBugs, type FixedBug } from "./fixed-bugs.ts";
import { root, run } from "./run.ts";

/** What is wrong with the list: a fix that is not there as it says, a test that has gone. */
export function fixedBugProblems(
  bugs: readonly FixedBug[] = fixedBugs,
  read = (file: string) => readFileSync(join(root, file), "utf8"),
): string[] {
  return bugs.flatMap(({ what, file, fixed, test }) => {
    const found = read(file).split(fixed).length - 1;
    return [
      ...(found === 1 ? [] : [`${what} Its fix stands in ${file} ${found} times.`]),
      ...(read(test.file).includes(test.name) ? [] : [`${what} ${test.file} has no such test.`]),
    ];
  });
}

/** Puts a bug back, and says whether its test notices. The file is as it was afterwards, whatever happens. */
async function notices({ file, fixed, broken, test }: FixedBug): Promise<boolean> {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const restore = () => writeFileSync(path, text);
  const interrupted = () => {
    restore();
    process.exit(130);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  writeFileSync(
    path,
    text.replace(fixed, () => broken),
  );
  try {
    const name = test.name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return (await run(["vitest", "run", test.file, "-t", name, "--reporter=dot"])) !== 0;
  } finally {
    restore();
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}

if (import.meta.main) {
  const problems = fixedBugProblems();
  for (const bug of problems.length === 0 ? fixedBugs : []) {
    const noticed = await notices(bug);
    console.log(`${noticed ? "PASS" : "FAIL"}  ${bug.what}`);
    if (!noticed) problems.push(`${bug.test.file} passes with it: ${bug.what}`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`${fixedBugs.length} bugs that were fixed, each noticed when it is put back`);
}
