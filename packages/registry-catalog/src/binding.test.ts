import { expect, test } from "vitest";
import { secretAgainMessage } from "./binding.ts";

test("says what moved, and why the secret is asked for again", () => {
  expect(secretAgainMessage(["hosts", "port"])).toBe(
    "You're pointing this registry's secret at a different host. Enter the secret again so it can't be sent somewhere new by accident.",
  );
  expect(secretAgainMessage(["identity"])).toMatch(/at a different user\./);
});
