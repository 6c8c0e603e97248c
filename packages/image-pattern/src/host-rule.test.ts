import { describe, expect, test } from "vitest";
import { hostRuleAllows, hostRuleMeets } from "./host-rule.ts";
import type { HostRule } from "./host-rule.ts";

const list: HostRule = { kind: "exact", hosts: ["reg.io", "REG.io:5000", "no host"] };
const own: HostRule = { kind: "wildcard", pattern: "*.art.example.com" };

describe("a host rule", () => {
  test("allows the hosts it lists, however they are written", () => {
    expect(hostRuleAllows(list, "reg.io")).toBe(true);
    expect(hostRuleAllows(list, "reg.io:5000")).toBe(true);
    expect(hostRuleAllows(list, "xreg.io")).toBe(false);
    expect(hostRuleAllows(list, "no host")).toBe(false);
  });

  test("allows what its wildcard covers: one label, no dot", () => {
    expect(hostRuleAllows(own, "a.art.example.com")).toBe(true);
    expect(hostRuleAllows(own, "art.example.com")).toBe(false);
    expect(hostRuleAllows(own, "a.b.art.example.com")).toBe(false);
    expect(hostRuleAllows(own, "a.art.example.com:5000")).toBe(false);
    expect(hostRuleAllows(own, "a.art.example.com.evil.com")).toBe(false);
  });

  test("that is none allows nothing", () => {
    expect(hostRuleAllows(null as never, "reg.io")).toBe(false);
    expect(hostRuleAllows({ kind: "exact" } as never, "reg.io")).toBe(false);
    expect(hostRuleAllows({ kind: "wildcard", pattern: "*.com" }, "reg.com")).toBe(false);
    expect(hostRuleAllows({ kind: "any" } as never, "reg.io")).toBe(false);
  });

  test("meets a pattern's host when some host satisfies both", () => {
    expect(hostRuleMeets(list, "reg.io")).toBe(true);
    expect(hostRuleMeets(list, "*.reg.io")).toBe(false);
    expect(hostRuleMeets(own, "b*.art.example.com")).toBe(true);
    expect(hostRuleMeets(own, "*.*.example.com")).toBe(true);
    expect(hostRuleMeets(own, "*.other.example.com")).toBe(false);
    expect(
      hostRuleMeets({ kind: "exact", hosts: ["x.art.example.com"] }, "*.art.example.com"),
    ).toBe(true);
  });
});
