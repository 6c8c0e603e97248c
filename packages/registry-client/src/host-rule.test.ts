import { expect, test } from "vitest";
import { hostSatisfies } from "./host-rule.ts";

const ecr = ["123456789012.dkr.ecr.*.amazonaws.com"];

test.each([
  ["reg.example.com", ["reg.example.com"], true],
  ["reg.example.com:5000", ["reg.example.com"], false],
  ["reg.example.com.evil.test", ["reg.example.com"], false],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", ecr, true],
  ["123456789012.dkr.ecr..amazonaws.com", ecr, false],
  ["123456789012.dkr.ecr.a.b.amazonaws.com", ecr, false],
  ["123456789012.dkr.ecr.x.evil.com:1.amazonaws.com", ecr, false],
  ["europe-docker.pkg.dev", ["*-docker.pkg.dev"], true],
  ["-docker.pkg.dev", ["*-docker.pkg.dev"], false],
  ["docker.io", [], false],
])("%s under %j: %s", (host, rule, expected) => {
  expect(hostSatisfies(host, rule)).toBe(expected);
});
