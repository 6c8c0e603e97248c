import { registryType, type RegistryType } from "@berth/registry-catalog";
import { expect, test } from "vitest";
import { foreignHostIssue } from "./own-host.ts";

const standard = registryType("standard") as RegistryType;
const imported = { host: "quay.io", secret: { password: "s3cret" } };
const issue = (host: string, password = "s3cret") =>
  foreignHostIssue(standard, { settings: { host }, secret: { password } }, imported);

test("a secret out of a file goes to no other host", () => {
  expect(issue("evil.example.com")).toMatchObject({ path: "secret.password" });
  expect(issue("quay.io.evil.example.com")?.message).toContain("for quay.io");
});

test("its own host, a host that is not known yet and another secret are fine", () => {
  expect(issue("quay.io")).toBeNull();
  expect(issue("")).toBeNull();
  expect(issue("other.example.com", "another secret")).toBeNull();
  expect(issue("other.example.com", "")).toBeNull();
});
