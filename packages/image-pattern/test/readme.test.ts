import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the example in the README does what it says", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const source = new URL("../src/index.ts", import.meta.url).href;
  const code = example
    .replace('"@berth/image-pattern"', JSON.stringify(source))
    .replace(/^(index\..*); \/\/ (.*)$/gm, "said.push($1); expected.push($2);");
  const module = `const said = []; const expected = []; ${code}; export { said, expected };`;
  const { said, expected } = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`
  )) as { said: unknown[]; expected: unknown[] };
  expect(said).toHaveLength(5);
  expect(said).toEqual(expected);
});
