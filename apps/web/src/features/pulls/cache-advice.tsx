import type { RegistryView } from "@berth/api-contract";
import { parseImage } from "@berth/image-pattern";
import {
  cachedName,
  registryType,
  registryTypes,
  type PullThroughCache,
  type Settings,
} from "@berth/registry-catalog";
import { useQuery } from "@tanstack/react-query";
import { registriesQuery } from "#src/api/registries.ts";
import { registryTypeName } from "#src/domain-ui/registry-type-name.ts";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";

/** How a pull-through cache is set up for an image, and what the image is then called. */
export function CacheAdvice({ org, image }: { org: string; image: string }) {
  const { data: registries = [], isPending } = useQuery(registriesQuery(org));
  const parsed = parseImage(image);
  if (!parsed.ok) return null;
  if (isPending) return <SkeletonText lines={4} />;
  const { host, path, tag, digest } = parsed.image;
  const reference = digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`;
  const own = ownCaches(registries, host);
  const others = otherCaches(own);
  const show = ({ title, cache, settings }: Cache) => (
    <li key={title} className="space-y-2">
      <CopyBlock
        title={`${title}: ${cache.name}`}
        what="name"
        parts={[
          ...cachedName(cache, settings, { host, path }).map((part) =>
            part.kind === "text" ? { text: part.text } : { gap: part.label },
          ),
          { text: reference },
        ]}
      />
      <p className="max-w-prose text-table text-muted">
        <MarkedText>{cache.setUp(host)}</MarkedText>
      </p>
    </li>
  );
  return (
    <section aria-labelledby="cache-advice" className="space-y-3">
      <div>
        <h2 id="cache-advice" className="text-lead font-semibold">
          With a pull-through cache
        </h2>
        <p className="max-w-prose text-muted">
          A registry near your workers keeps a copy of what it fetches from{" "}
          <code className="reference-text">{host}</code>: pulls are quicker, and its limits count
          once. The image is then pulled under the cache's name:
        </p>
      </div>
      {own.length > 0 ? <ul className="space-y-4">{own.map(show)}</ul> : null}
      {own.length > 0 ? (
        <Disclosure summary="Other registries with caches">
          <ul className="space-y-4">{others.map(show)}</ul>
        </Disclosure>
      ) : (
        <ul className="space-y-4">{others.map(show)}</ul>
      )}
    </section>
  );
}

interface Cache {
  title: string;
  cache: PullThroughCache;
  settings: Settings;
  type: string;
}

/** Registries of this organization that can keep copies, apart from the one the image is on. */
function ownCaches(registries: readonly RegistryView[], upstream: string): Cache[] {
  return registries.flatMap(({ name, type, host, settings }) => {
    const known = (settings ?? {}) as Settings;
    const cache = registryType(type)?.pullThroughCache?.(known) ?? null;
    return cache === null || host === upstream
      ? []
      : [{ title: name, cache, settings: known, type }];
  });
}

/** The kinds of registry that the organization has none of. */
function otherCaches(own: readonly Cache[]): Cache[] {
  const settings = { preset: "harbor" };
  return registryTypes.flatMap((type) => {
    const { slug } = type;
    const cache = type.pullThroughCache?.(settings) ?? null;
    if (cache === null || own.some((one) => one.type === slug)) return [];
    const title = slug === "standard" ? "Harbor" : registryTypeName(slug);
    return [{ title, cache, settings, type: slug }];
  });
}
