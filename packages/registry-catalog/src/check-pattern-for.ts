import { type HostRule, type Pattern, parsePattern } from "@berth/image-pattern";
import { coversOnly, hostsInWords, suggestHost } from "./host/host-rule.ts";
import { checkHostStar } from "./host-star.ts";
import type { Fix } from "./issue.ts";
import type { RegistryType } from "./registry-type.ts";
import type { Settings } from "./values.ts";

/** What a pattern check needs to know of its registry. */
export interface PatternOwner {
  readonly type: Pick<RegistryType<string>, "name" | "hostStars" | "explainOutside">;
  /** For what lies outside: which settings would take it in. */
  readonly settings?: Settings | undefined;
  /** Null where the settings do not say yet: the pattern is then only checked by itself. */
  readonly hostRule: HostRule | null;
}

export type PatternCheck =
  | { readonly ok: true; readonly pattern: Pattern }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      /** Position in the text as written, in UTF-16 code units. */
      readonly at?: number | undefined;
      /** Patterns to offer instead, best first. */
      readonly fixes: readonly string[];
      /** A change of the registry's settings that would make the pattern right. */
      readonly settingsFix?: Fix | undefined;
    };

/**
 * The whole check of a pattern for one registry: the syntax (`parsePattern`), then `*` in the host as
 * far as the registry type gives it a meaning, then that the pattern lies within the registry's hosts.
 */
export function checkPatternFor(registry: PatternOwner, text: string): PatternCheck {
  const parsed = parsePattern(text);
  if (!parsed.ok) {
    const { code, message, at, fixes = [] } = parsed;
    return { ok: false, code, message, at, fixes };
  }
  const { pattern } = parsed;
  const hostAt = Math.max(text.search(/\S/), 0);
  if (pattern.hostHasStar) {
    const star = checkHostStar(registry.type.hostStars, registry.type.name, pattern.host);
    if (star !== null) {
      const { code, message } = star;
      return {
        ok: false,
        code,
        message,
        at: text.indexOf("*"),
        fixes: inOwnHost(registry, pattern),
      };
    }
  }
  if (registry.hostRule !== null && !coversOnly(registry.hostRule, pattern.host)) {
    const outside = registry.type.explainOutside?.(registry.settings ?? {}, pattern.host);
    return {
      ok: false,
      code: outside?.code ?? "outside-hosts",
      message: outside?.message ?? outsideMessage(registry.hostRule, pattern),
      at: hostAt,
      fixes: inOwnHost(registry, pattern),
      settingsFix: outside?.fix,
    };
  }
  return { ok: true, pattern };
}

function outsideMessage(rule: HostRule, pattern: Pattern): string {
  const own = hostsInWords(rule);
  if (pattern.notes.some((note) => note.code === "implied-hub")) {
    return `Without a host, \`${pattern.text.trim()}\` means Docker Hub (\`${pattern.canonical}\`). This registry ${own}.`;
  }
  return `This pattern is for \`${pattern.host}\`, but this registry ${own}.`;
}

/** The same path on a host of the registry. */
function inOwnHost(registry: PatternOwner, pattern: Pattern): string[] {
  if (registry.hostRule === null) return [];
  const host = suggestHost(registry.hostRule);
  if (host === null) return [];
  const implied = pattern.notes.some((note) => note.code === "implied-library");
  const path = implied ? pattern.path.replace(/^library\//, "") : pattern.path;
  return [`${host}/${path}`];
}
