import type { PullFilter, PullView } from "@berth/api-contract";
import { parseImage } from "@berth/image-pattern";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { pullsQuery } from "#src/api/pulls.ts";
import { plural } from "#src/lib/time-format.ts";
import { useDelayed } from "#src/lib/use-delayed.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Notice } from "#src/ui/notice.tsx";

// The catalog says what a cache would be called: a page without slow pulls does without it.
const MapToCache = lazy(async () => ({
  default: (await import("./map-to-cache.tsx")).MapToCache,
}));

/** Slow pulls from one host until it is worth saying. */
const repeatMin = 3;
const within = "7d";

/** Where slow pulls repeat: from which host, and that a pull-through cache helps. */
export function SlowHint({
  org,
  scope,
}: {
  org: string;
  scope: Pick<PullFilter, "registry" | "project">;
}) {
  const slow = { ...scope, slow: "true", within } as const;
  const { data, isPending } = useQuery({
    ...pullsQuery(org, { ...slow, limit: "200" }),
    placeholderData: keepPreviousData,
  });
  // What stands below waits for it as long as nothing is drawn anyway: the list is worth more than this.
  const late = useDelayed(isPending);
  if (isPending && !late) return <div aria-busy="true" />;
  const [host, count] = slowestHost(data?.pulls ?? []);
  if (host === null || count < repeatMin) return null;
  return (
    <div className="mb-4">
      <Notice tone="info" title={`${plural(count, "slow pull")} from ${host} in 7 days`}>
        <p>
          Its rate limit, or the network between it and your workers, held them up. A pull-through
          cache near your workers keeps copies: pulls are quicker, and the limit counts once.
        </p>
        <p className="mt-1 flex flex-wrap gap-x-4">
          <Link to={paths.pulls(org, slow)} className="link">
            See the slow pulls
          </Link>
          <Suspense>
            <MapToCache org={org} host={host} />
          </Suspense>
        </p>
      </Notice>
    </div>
  );
}

/** The host that most of these pulls came from, and how many they were. */
function slowestHost(pulls: readonly PullView[]): readonly [string | null, number] {
  const counts = new Map<string, number>();
  for (const { canonical, image } of pulls) {
    const parsed = parseImage(canonical ?? image);
    if (parsed.ok) counts.set(parsed.image.host, (counts.get(parsed.image.host) ?? 0) + 1);
  }
  const [most] = [...counts].sort((one, other) => other[1] - one[1]);
  return most ?? [null, 0];
}
