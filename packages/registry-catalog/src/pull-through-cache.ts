import type { Template, TemplatePart } from "./guide.ts";
import type { Settings } from "./values.ts";

/** How a registry keeps copies of images of other registries, which it fetches when they are first pulled. */
export interface PullThroughCache {
  /** What the product calls it. */
  readonly name: string;
  /** Whether it can fetch from an upstream registry; from every one without this. */
  fetchesFrom?(upstreamHost: string): boolean;
  /** What to do there for one upstream registry, in one or two sentences. */
  setUp(upstreamHost: string): string;
  /**
   * What stands in place of the upstream's host in the names of cached images, without a slash at the end. Gaps
   * stand for what the settings don't say and for what is chosen when the cache is set up.
   */
  prefix(settings: Settings, upstreamHost: string): Template;
}

/** What an image of an upstream registry is called in a cache; `path` is its own, `library/` included. */
export function cachedName(
  cache: PullThroughCache,
  settings: Settings,
  { host, path }: { readonly host: string; readonly path: string },
): Template {
  return [...cache.prefix(settings, host), text(`/${path}`)];
}

export function text(value: string): TemplatePart {
  return { kind: "text", text: value };
}

/** For the reader to fill in. */
export function gap(label: string): TemplatePart {
  return { kind: "gap", field: null, label };
}

/** A word that says which registry is behind it, usable as a namespace everywhere. */
export function namespaceFor(upstreamHost: string): string {
  const known: Readonly<Record<string, string>> = {
    "docker.io": "docker-hub",
    "ghcr.io": "github",
    "quay.io": "quay",
    "registry.gitlab.com": "gitlab",
    "registry.k8s.io": "kubernetes",
    "public.ecr.aws": "ecr-public",
    "mcr.microsoft.com": "microsoft",
    "nvcr.io": "nvidia",
  };
  const first = upstreamHost.split(/[.:]/, 1)[0] ?? "";
  return known[upstreamHost] ?? (first.replaceAll(/[^a-z0-9-]/g, "").slice(0, 30) || "upstream");
}
