import { expect, test } from "vitest";
import type { FileEntry } from "./entry.ts";
import { loginsOf } from "./logins-of.ts";

const given = (key: string, login: FileEntry["login"]): FileEntry => ({
  entry: { key, outcome: "refused", reason: null, message: "", registry: null, expiresAt: null },
  login,
  secrets: [],
});

test("an image without a login doesn't inherit the one of a wider name", () => {
  const auth = { auth: "YTpi" };
  const logins = loginsOf([
    given("reg.example.com/team", auth),
    given("reg.example.com/team/secret", null),
    given("reg.example.com/team-other", null),
    given("reg.example.com/paused", {}),
  ]);
  expect(logins).toEqual({
    "reg.example.com/team": auth,
    "reg.example.com/team/secret": {},
    "reg.example.com/paused": {},
  });
});
