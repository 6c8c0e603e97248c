import type { PatternEntryView, PreviewAnswer, RegistryView } from "@berth/api-contract";
import { createPatternIndex } from "@berth/image-pattern";

const at = "2026-05-01T12:00:00.000Z";

export function sampleRegistry(change: Partial<RegistryView> = {}): RegistryView {
  const host = change.host ?? "reg.acme.example";
  return {
    id: "reg_ml",
    name: "ML",
    type: "standard",
    host,
    hostRule: { kind: "exact", hosts: [host] },
    settings: { host },
    identity: "alice",
    patterns: [samplePattern(`${host}/team/*`)],
    health: {
      state: "healthy",
      reason: null,
      since: at,
      checkedAt: at,
      checkId: null,
      checkedBy: null,
    },
    checkedOn: "server",
    paused: false,
    secret: { setAt: at, setBy: null, fingerprint: "0a1b2c3d", version: 1, kept: null },
    expiry: { at: null, source: "unknown", by: null, snoozedUntil: null },
    rotateAfterDays: null,
    rotateAt: null,
    handOutStored: false,
    servesHostOnly: false,
    testImage: null,
    lastPullAt: null,
    pulls30d: 0,
    version: 1,
    createdAt: at,
    createdBy: null,
    updatedAt: at,
    updatedBy: null,
    ...change,
  };
}

export function samplePattern(text: string): RegistryView["patterns"][number] {
  return { id: `pat_${text.replaceAll(/\W/g, "_")}`, text, canonical: text };
}

/** The patterns of registries as the index takes them. */
export function entriesOf(...registries: readonly RegistryView[]): PatternEntryView[] {
  return registries.flatMap(({ id, name, patterns, hostRule, paused, servesHostOnly }) =>
    patterns.map((pattern) => ({
      id: pattern.id,
      pattern: pattern.canonical,
      hosts: hostRule,
      registryId: id,
      registryName: name,
      paused,
      servesHostOnly,
    })),
  );
}

/** What a server that sees the same says about a preview. */
export function agreeingPreview(
  saved: readonly PatternEntryView[],
  registry: Pick<RegistryView, "id" | "name" | "hostRule">,
  asked: { edit: { patterns: string[] }; images: string[] },
): PreviewAnswer {
  const others = saved.filter(({ registryId }) => registryId !== registry.id);
  const own = asked.edit.patterns.map((pattern, place) => ({
    id: `new-${place}`,
    pattern,
    hosts: registry.hostRule,
  }));
  const index = createPatternIndex([...others, ...own]);
  return {
    winners: asked.images.map((image) => {
      const found = index.find(image);
      const holder = others.find(({ id }) => id === found?.id);
      return (
        found && {
          image,
          registryName: holder?.registryName ?? registry.name,
          pattern: found.pattern,
        }
      );
    }),
    problems: [],
    overlaps: [],
    effect: { gain: [], switch: [], lose: [], unchanged: 0, daysRecorded: 30 },
    brokenExpectations: [],
  };
}
