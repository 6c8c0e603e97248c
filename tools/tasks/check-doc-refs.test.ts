import { expect, test } from "vitest";
import { brokenReferences, strayVectors } from "./check-doc-refs.ts";

const exists = (path: string) =>
  path === "docs/architecture.md" || path === "apps/web/src/main.tsx";

test("a link and a path that exist are fine, relative to their page", () => {
  expect(
    brokenReferences("docs/x.md", "[a](architecture.md) and `apps/web/src/main.tsx`", exists),
  ).toEqual([]);
});

test("a link that leads nowhere is named with its page", () => {
  expect(brokenReferences("docs/x.md", "[a](gone.md)", exists)).toEqual([
    "docs/x.md: the link gone.md leads nowhere",
  ]);
});

test("a path in back-ticks that does not exist is named", () => {
  expect(
    brokenReferences("README.md", "see `apps/web/src/gone.tsx`, `deploy/gone.yaml`", exists),
  ).toEqual([
    "README.md: apps/web/src/gone.tsx does not exist",
    "README.md: deploy/gone.yaml does not exist",
  ]);
});

test("a heading that a link names has to stand on its page", () => {
  const read = () => "## The worker's `pull`, step by step\n```\n# no heading\n```\n";
  const links = (heading: string) =>
    brokenReferences("docs/x.md", `[a](architecture.md#${heading})`, exists, read);
  expect(links("the-workers-pull-step-by-step")).toEqual([]);
  for (const heading of ["the-workers-pull", "no-heading"]) {
    expect(links(heading)).toEqual([`docs/x.md: docs/architecture.md has no heading #${heading}`]);
  }
});

test("a link within a page leads to a heading of that page", () => {
  const text = "# Keys\n[a](#keys) [b](#locks)";
  expect(brokenReferences("docs/architecture.md", text, exists)).toEqual([
    "docs/architecture.md: docs/architecture.md has no heading #locks",
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
