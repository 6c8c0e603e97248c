import type { PatternEntryView } from "@berth/api-contract";
import { createPatternIndex, type HostRule, type PatternIndex } from "@berth/image-pattern";

/** All saved patterns of an organization, ready to be asked. */
export interface OrganizationPatterns {
  readonly index: PatternIndex;
  /** By entry id. */
  readonly entries: ReadonlyMap<string, PatternEntryView>;
  /** By canonical text; the same text stands once per organization. */
  readonly byPattern: ReadonlyMap<string, PatternEntryView>;
}

const built = new WeakMap<readonly PatternEntryView[], OrganizationPatterns>();

/** Built once for each answer of the server, whichever page asks for it. */
export function organizationPatterns(entries: readonly PatternEntryView[]): OrganizationPatterns {
  const known = built.get(entries);
  if (known) return known;
  // A registry's patterns share one rule object: the index then reads the rule once, not once for each pattern.
  const rules = new Map<string, HostRule>();
  const list = entries.map(({ id, pattern, hosts, registryId }) => {
    const rule = rules.get(registryId) ?? hosts;
    rules.set(registryId, rule);
    return { id, pattern, hosts: rule };
  });
  const patterns = {
    index: createPatternIndex(list),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    byPattern: new Map(entries.map((entry) => [entry.pattern, entry])),
  };
  built.set(entries, patterns);
  return patterns;
}
