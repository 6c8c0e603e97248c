import type { PatternEntryView, RegistryView } from "@berth/api-contract";
import {
  registryType,
  type Settings,
  type WayToPull,
  type WayToPullId,
  waysToPull,
} from "@berth/registry-catalog";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { patternEntriesQuery } from "#src/api/patterns.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { useSchemeOfLastCheck } from "#src/domain-ui/use-scheme-of-last-check.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Disclosure } from "#src/ui/disclosure.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { HostOnlySwitch } from "./host-only-switch.tsx";

const pageSize = 10;
/** So few that nobody has to open them. */
const openMax = 3;

/** For each saved pattern, which clients can follow it, and why one can't. */
export function WaysToPullSection({
  org,
  registry,
  editable = false,
}: {
  org: string;
  registry: RegistryView;
  editable?: boolean | undefined;
}) {
  const heading = useId();
  const query = useQuery(patternEntriesQuery(org));
  return (
    <section aria-labelledby={heading} className="space-y-3">
      <div>
        <h2 id={heading} className="text-lead font-semibold">
          Ways to pull
        </h2>
        <p className="max-w-prose text-table text-muted">
          Each client says in its own way which image it wants. What the saved patterns get through
          each of them.
        </p>
      </div>
      <DataRegion query={query} what="the ways to pull" skeleton={<SkeletonText lines={4} />}>
        {(entries) => <Patterns org={org} registry={registry} entries={entries} />}
      </DataRegion>
      <HostOnlySwitch org={org} registry={registry} editable={editable} />
    </section>
  );
}

function Patterns({
  org,
  registry,
  entries,
}: {
  org: string;
  registry: RegistryView;
  entries: readonly PatternEntryView[];
}) {
  const [page, setPage] = useState(0);
  const scheme = useSchemeOfLastCheck(org, registry);
  const { id, type, settings, handOutStored } = registry;
  const handOut = useMemo(
    () => registryType(type)?.handOut((settings ?? {}) as Settings, scheme) ?? null,
    [type, settings, scheme],
  );
  const own = useMemo(() => inOrder(registry, entries), [registry, entries]);
  const last = Math.max(0, Math.ceil(own.length / pageSize) - 1);
  const shown = Math.min(page, last);
  if (handOut === null) return null;
  return (
    <>
      <ul className="space-y-3">
        {own.slice(shown * pageSize, (shown + 1) * pageSize).map((entry) => (
          <Pattern
            key={entry.id}
            pattern={entry.pattern}
            ways={waysToPull({ entry, among: entries, handOut, handOutStored })}
            open={own.length <= openMax}
          />
        ))}
      </ul>
      <Pagination
        label="Pages of ways to pull"
        summary={`${own.length} patterns, page ${shown + 1} of ${last + 1}`}
        onPrevious={shown > 0 ? () => setPage(shown - 1) : null}
        onNext={shown < last ? () => setPage(shown + 1) : null}
      />
      <p className="mt-3 text-table">
        <Link to={paths.registryCredential(org, id)} className="link">
          What workers receive
        </Link>
      </p>
    </>
  );
}

function Pattern({
  pattern,
  ways,
  open,
}: {
  pattern: string;
  ways: readonly WayToPull[];
  open: boolean;
}) {
  const [isOpen, setOpen] = useState(open);
  return (
    <li>
      <Disclosure
        open={isOpen}
        onToggle={setOpen}
        summary={
          <span className="min-w-0">
            <MonoText>{pattern}</MonoText>{" "}
            <span className="text-table text-muted">{countInWords(ways)}</span>
          </span>
        }
      >
        <dl className="space-y-2 text-table">
          {ways.map(({ id, verdict, why }) => (
            <div key={id}>
              <dt className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium">{wayWords[id]}</span>
                <StatusBadge {...verdictLook[verdict]} />
              </dt>
              <dd className="max-w-prose text-muted">
                <MarkedText>{why}</MarkedText>
              </dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </li>
  );
}

const wayWords: Readonly<Record<WayToPullId, string>> = {
  pull: "berth-worker pull",
  "credential-helper": "Credential helper",
  kubelet: "Kubelet plugin",
  "auth-file": "Auth file",
};

const verdictLook = {
  works: { shape: "check-circle", tone: "success", word: "Works" },
  limited: { shape: "triangle-alert", tone: "warning", word: "In part" },
  refused: { shape: "slash-circle", tone: "neutral", word: "Not served" },
} as const;

function countInWords(ways: readonly WayToPull[]): string {
  const works = ways.filter(({ verdict }) => verdict === "works").length;
  if (works === ways.length) return `all ${ways.length} ways`;
  return `${works} of ${ways.length} ways`;
}

/** The registry's entries in the order of its patterns; those that are just being read anew are left out. */
function inOrder(
  { id, patterns }: RegistryView,
  entries: readonly PatternEntryView[],
): PatternEntryView[] {
  const own = new Map(
    entries.filter(({ registryId }) => registryId === id).map((entry) => [entry.pattern, entry]),
  );
  return patterns.flatMap(({ canonical }) => own.get(canonical) ?? []);
}
