import { type HostRule, hostRuleAllows, parseImage } from "@berth/image-pattern";
import type { SuggestedPattern } from "../../registry-type.ts";
import { presetOfHost } from "./presets.ts";

/** The narrowest pattern that a person would choose comes first. */
export function suggestStandardPatterns(
  rule: HostRule | null,
  testImage: string | null,
): readonly SuggestedPattern[] {
  if (rule === null) return [];
  const host = rule.kind === "exact" ? (rule.hosts[0] ?? "") : rule.pattern;
  const whole: SuggestedPattern = { text: `${host}/*`, covers: wholeInWords(host) };
  const parsed = testImage === null ? null : parseImage(testImage);
  if (parsed === null || !parsed.ok || !hostRuleAllows(rule, parsed.image.host)) return [whole];
  const { image } = parsed;
  const own =
    image.host === host ? [] : [{ text: `${image.host}/*`, covers: wholeInWords(image.host) }];
  const exact = { text: image.canonical, covers: "this one repository" };
  const slash = image.path.indexOf("/");
  if (slash === -1) return [...own, whole, exact];
  const namespace = image.path.slice(0, slash);
  const below = {
    text: `${image.host}/${namespace}/*`,
    covers: `everything below \`${namespace}\``,
  };
  return [below, exact, ...own, whole];
}

function wholeInWords(host: string): string {
  if (host.includes("*")) return `everything on every host of the form \`${host}\``;
  const shared = presetOfHost(host)?.shared === true;
  return shared
    ? `everything on \`${host}\`, strangers' images included: the secret is used for those as well`
    : `everything on \`${host}\``;
}
