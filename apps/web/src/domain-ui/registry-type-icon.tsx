import type { RegistryTypeSlug } from "@berth/api-contract";
import { useSyncExternalStore } from "react";

/** A plain box stands for a type without a drawing of its own. */
const box = "M4 4h16v16H4z";

let drawings: ReadonlyMap<string, string> | null = null;
let loading = false;
const waiting = new Set<() => void>();

/** The drawings of all types come once the first of them has its place: nobody waits for one to read a list. */
function subscribe(changed: () => void): () => void {
  waiting.add(changed);
  if (!loading) {
    loading = true;
    import("@berth/registry-catalog/glyphs").then(
      ({ typeGlyphs }) => {
        drawings = new Map(typeGlyphs.map(({ slug, path }) => [slug, path]));
        for (const tell of waiting) tell();
      },
      () => {
        // Words stand beside it; the next list tries again.
        loading = false;
      },
    );
  }
  return () => waiting.delete(changed);
}

/** A registry type's icon, 16 px, to stand before its name. Its place is kept free until it is there. */
export function RegistryTypeIcon({ type }: { type: RegistryTypeSlug }) {
  const known = useSyncExternalStore(subscribe, () => drawings);
  return (
    <svg
      viewBox="0 0 24 24"
      width="1rem"
      height="1rem"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0 text-muted"
    >
      {known === null ? null : <path d={known.get(type) ?? box} />}
    </svg>
  );
}

/** Icon and name in one line. */
export function RegistryTypeLabel({ type, name }: { type: RegistryTypeSlug; name: string }) {
  return (
    <span className="inline-flex items-baseline gap-1.5 *:mt-0.5 *:self-start">
      <RegistryTypeIcon type={type} />
      {name}
    </span>
  );
}
