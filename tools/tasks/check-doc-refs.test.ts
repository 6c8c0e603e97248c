import { expect, test } from "vitest";
import { brokenReferences, strayVectors } from "./check-doc-refs.ts";

const exists = (path: string) =>
  path === "docs/architecture.md" || path === "apps/web/src/main.tsx";

test("a link and a path that exist are fine, relative to their page", () => {
  expect(
    brokenReferences("docs/x.md", "[a](architecture.md#shape) and `apps/web/src/main.tsx`", exists),
  ).toEqual([]);
});

test("a link that leads nowhere is named with its page", () => {
  expect(brokenReferences("docs/x.md", "[a](gone.md)", exists)).toEqual([
    "docs/x.md: the link gone.md leads nowhere",
  ]);
});

test("a path in back-ticks that does not exist is named", () => {
  expect(brokenReferences("README.md", "see `apps/web/src/gone.tsx`", exists)).toEqual([
    "README.md: apps/web/src/gone.tsx does not exist",
  ]);
});

test("web addresses, code blocks and plain words are left alone", () => {
  expect(
    brokenReferences("README.md", "[a](https://x.test/y) `a/b`\n```\n`apps/gone.ts`\n```", exists),
  ).toEqual([]);
});

test("a vector that a page quotes wrongly is named", () => {
  const text = "```vectors v.txt\na | b | yes\na | b | no\n```\n";
  expect(strayVectors("docs/x.md", text, () => "# c\na | b | yes\n")).toEqual([
    'docs/x.md: "a | b | no" is no vector of v.txt',
  ]);
});
