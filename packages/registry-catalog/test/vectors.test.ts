import { describe, expect, test } from "vitest";
import {
  checkPatternFor,
  cleanHost,
  registryTypes,
  type HostRule,
  type HostStarRule,
  type PatternOwner,
} from "../src/index.ts";
import { readVectors } from "./vectors.ts";

const ownDomain: HostStarRule = { kind: "own-domain", example: "*.art.example.com" };
const rules: Record<string, HostStarRule> = {
  none: { kind: "none" },
  "own-domain": ownDomain,
  ...Object.fromEntries(registryTypes.map((type) => [type.slug, type.hostStars])),
};

describe("hosts.txt", () => {
  test.each(readVectors("hosts.txt"))("$line", ({ columns: [typed = "", ...wanted] }) => {
    expect(hostAnswer(typed)).toEqual(wanted);
  });
});

describe("host-stars.txt", () => {
  test.each(readVectors("host-stars.txt"))(
    "$line",
    ({ columns: [rule = "", pattern = "", ...wanted] }) => {
      expect(patternAnswer(ownerOf(rules[rule] ?? null), pattern).slice(0, 2)).toEqual(wanted);
    },
  );
});

describe("own-hosts.txt", () => {
  test.each(readVectors("own-hosts.txt"))(
    "$line",
    ({ columns: [hosts = "", pattern = "", ...wanted] }) => {
      expect(patternAnswer(ownerOf(ownDomain, hosts), pattern)).toEqual(wanted);
    },
  );

  test("every fix that is offered is accepted", () => {
    const fixes = readVectors("own-hosts.txt").flatMap(
      ({ columns: [hosts = "", pattern = ""] }) => {
        const owner = ownerOf(ownDomain, hosts);
        const answer = checkPatternFor(owner, pattern);
        return answer.ok
          ? []
          : answer.fixes.map((fix) => ({ fix, ok: checkPatternFor(owner, fix).ok }));
      },
    );
    expect(fixes.length).toBeGreaterThan(10);
    expect(fixes.filter(({ ok }) => !ok)).toEqual([]);
  });
});

/** As the columns of `hosts.txt` say it. */
function hostAnswer(typed: string): string[] {
  const result = cleanHost(typed);
  if (!result.ok) return [`! ${result.code}`, String(result.at)];
  return [result.host, result.notices.map((notice) => notice.code).join(", ")];
}

/** As the columns of the pattern vectors say it: code and position, with the first fix, or the canonical pattern. */
function patternAnswer(owner: PatternOwner, pattern: string): string[] {
  const answer = checkPatternFor(owner, pattern);
  if (answer.ok) return [answer.pattern.canonical];
  return [`! ${answer.code}`, String(answer.at), ...answer.fixes.slice(0, 1)];
}

function ownerOf(hostStars: HostStarRule | null, hosts?: string): PatternOwner {
  if (hostStars === null) throw new Error("a vector names an unknown rule");
  return {
    type: { name: "Example", hostStars },
    hostRule: hosts === undefined ? null : ruleOf(hosts),
  };
}

function ruleOf(hosts: string): HostRule {
  return hosts.includes("*")
    ? { kind: "wildcard", pattern: hosts }
    : { kind: "exact", hosts: hosts.split(",").map((host) => host.trim()) };
}
