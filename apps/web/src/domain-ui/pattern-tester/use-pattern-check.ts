import type { HostRule } from "@berth/image-pattern";
import type * as catalogModule from "@berth/registry-catalog";
import type { PatternOwner } from "@berth/registry-catalog";
import { useEffect, useMemo, useState } from "react";
import type { CheckPattern } from "./pattern-row.ts";
import type { TestedRegistry } from "./tested-registry.ts";

type Catalog = Pick<typeof catalogModule, "checkPatternFor" | "registryType">;

let loaded: Catalog | null = null;

/**
 * The registry type's own rules for patterns. The catalog comes after the page: until it is there, patterns are read
 * by the syntax alone.
 */
export function usePatternCheck(registry: TestedRegistry): {
  owner: PatternOwner | null;
  check: CheckPattern | null;
} {
  const [catalog, setCatalog] = useState<Catalog | null>(loaded);
  useEffect(() => {
    if (catalog) return undefined;
    const abort = new AbortController();
    const load = async () => {
      const next = await loadCatalog();
      if (!abort.signal.aborted) setCatalog(next);
    };
    void load();
    return () => abort.abort();
  }, [catalog]);

  const { type, settings, hostRule } = registry;
  const owner = useMemo(
    () => ownerOf(catalog, type, settings, hostRule),
    [catalog, type, settings, hostRule],
  );
  return { owner, check: catalog?.checkPatternFor ?? null };
}

/** Null where its code could not be fetched: the server's answer still names every problem. */
async function loadCatalog(): Promise<Catalog | null> {
  try {
    const { checkPatternFor, registryType } = await import("@berth/registry-catalog");
    loaded = { checkPatternFor, registryType };
  } catch {
    loaded = null;
  }
  return loaded;
}

function ownerOf(
  catalog: Catalog | null,
  slug: TestedRegistry["type"],
  settings: TestedRegistry["settings"],
  hostRule: HostRule | null,
): PatternOwner | null {
  const type = catalog?.registryType(slug);
  if (!type) return null;
  return { type, settings: settings as PatternOwner["settings"], hostRule };
}
