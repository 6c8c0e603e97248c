import { expect, test } from "vitest";
import { revealsSecret } from "./reveals-secret.ts";

const secret = "ghp_0123456789ÄbcdefghijklmnopqrstuvW?>";
const bytes = Buffer.from(secret);

test.each([
  ["as it is", secret],
  ["with something around it", `v1.${secret}.x`],
  ["in base64, as GHCR does", bytes.toString("base64")],
  ["in base64 without padding", bytes.toString("base64url")],
  ["with the user name in base64", Buffer.from(`alice:${secret}`).toString("base64")],
  ["in hex", bytes.toString("hex")],
])("a token that is the secret %s is recognised", (_how, token) => {
  expect(revealsSecret(token, secret)).toBe(true);
});

test("any other token is none, and no secret can't be revealed", () => {
  for (const token of ["", "x", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "not base64 !", "abcdef"]) {
    expect(revealsSecret(token, secret)).toBe(false);
    expect(revealsSecret(token, "")).toBe(false);
  }
});
