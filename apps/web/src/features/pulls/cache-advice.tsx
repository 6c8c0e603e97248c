import { parseImage } from "@berth/image-pattern";
import { cachedName } from "@berth/registry-catalog";
import { useQuery } from "@tanstack/react-query";
import { registriesQuery } from "#src/api/registries.ts";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { type Cache, otherCaches, ownCaches } from "./caches.ts";
import { MapToCache } from "./map-to-cache.tsx";

/** How a pull-through cache is set up for an image, and what the image is then called. */
export function CacheAdvice({ org, image }: { org: string; image: string }) {
  const { data: registries = [], isPending } = useQuery(registriesQuery(org));
  const parsed = parseImage(image);
  if (!parsed.ok) return null;
  if (isPending) return <SkeletonText lines={4} />;
  const { host, path, tag, digest } = parsed.image;
  const reference = digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`;
  const own = ownCaches(registries, host);
  const others = otherCaches(own, host);
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
      <p>
        <MapToCache org={org} host={host} />
      </p>
    </section>
  );
}
