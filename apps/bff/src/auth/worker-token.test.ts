import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createWorkerToken, hashWorkerToken, isWorkerToken } from "./worker-token.ts";

test("a token is its prefix, 256 random bits and a checksum; what is kept is its SHA-256", () => {
  const { token, prefix, hash } = createWorkerToken();
  expect(token).toMatch(/^brth_w_[A-Za-z0-9_-]{43}[A-Za-z0-9_-]{6}$/);
  expect(prefix).toBe(token.slice(0, 11));
  expect(hash).toEqual(createHash("sha256").update(token).digest());
  expect(hashWorkerToken(token)).toEqual(hash);
  expect(isWorkerToken(token)).toBe(true);
});

test("a token that lost, swapped or gained a character is recognised without a look-up", () => {
  const { token } = createWorkerToken();
  const other = token.at(-10) === "A" ? "B" : "A";
  const mangled = [
    token.slice(0, -1),
    `${token}A`,
    ` ${token}`,
    token.replace("brth_w_", "brth_x_"),
    token.slice(0, -10) + other + token.slice(-9),
    "",
    "brth_w_",
  ];
  for (const text of mangled) expect(isWorkerToken(text), text).toBe(false);
});

test("no two tokens are alike", () => {
  const tokens = new Set(Array.from({ length: 1000 }, () => createWorkerToken().token));
  expect(tokens.size).toBe(1000);
});
