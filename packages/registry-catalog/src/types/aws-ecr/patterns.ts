import { hostRuleAllows, parseImage } from "@berth/image-pattern";
import type { SuggestedPattern } from "../../registry-type.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { ecrWildcardHost } from "./ecr-host.ts";
import { ecrHostRule, formOf } from "./hosts.ts";

/** Per host: the repositories named, or everything. Over several regions first the pattern with `*`. */
export function suggestEcrPatterns(
  settings: Settings,
  testImage: string | null,
): readonly SuggestedPattern[] {
  const rule = ecrHostRule(settings);
  if (rule === null) return [];
  const hosts = rule.kind === "exact" ? rule.hosts : [rule.pattern];
  const star = ecrWildcardHost(textSetting(settings, "accountId"), formOf(settings));
  const all = hosts.length > 1 && star !== null && usual(hosts) ? [star, ...hosts] : hosts;
  const paths = listSetting(settings, "repositories");
  const patterns = all.flatMap((host) => [
    ...paths.map((path) => ({ text: `${host}/${path}`, covers: coversPath(path, host) })),
    { text: `${host}/*`, covers: coversAll(host) },
  ]);
  const parsed = testImage === null ? null : parseImage(testImage);
  if (parsed === null || !parsed.ok || !hostRuleAllows(rule, parsed.image.host)) return patterns;
  const exact = { text: parsed.image.canonical, covers: "this one repository" };
  return patterns.some(({ text }) => text === exact.text) ? patterns : [...patterns, exact];
}

/** The wildcard is written for AWS's usual regions, so it must not be offered for others. */
function usual(hosts: readonly string[]): boolean {
  return hosts.every((host) => /\.(?:amazonaws\.com|on\.aws)$/.test(host));
}

function coversPath(path: string, host: string): string {
  const where = host.includes("*") ? " in every region of this registry" : "";
  return path.endsWith("/*")
    ? `everything below \`${path.slice(0, -2)}\`${where}`
    : `the repository \`${path}\`${where}`;
}

function coversAll(host: string): string {
  return host.includes("*")
    ? "every repository in every region of this registry"
    : `every repository on \`${host}\``;
}
