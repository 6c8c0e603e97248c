import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret-text.ts";

const secret = new Secret("hunter2");

test("a secret shows itself in no way of printing it", () => {
  const printed = [
    String(secret),
    `text ${secret as unknown as string}`,
    JSON.stringify({ deep: [secret] }),
    inspect(secret),
    inspect({ deep: { secret } }, { showHidden: true, depth: 9 }),
    JSON.stringify(structuredCloneOrNull()),
    Object.values(secret).join(),
  ];
  for (const text of printed) expect(text).not.toContain("hunter2");
  expect(printed[2]).toBe('{"deep":["[secret]"]}');
});

test("a secret gives its text to whoever asks for it by name", () => {
  expect(secret.reveal()).toBe("hunter2");
});

function structuredCloneOrNull(): unknown {
  try {
    return structuredClone({ secret });
  } catch {
    return null;
  }
}
