import type { CheckView, RegistryView } from "@berth/api-contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { checkQuery } from "#src/api/use-check.ts";
import { CheckRemarkList } from "#src/domain-ui/check-remark-list.tsx";
import { CompactTrace } from "#src/domain-ui/compact-trace.tsx";
import { runFromWords } from "#src/domain-ui/run-from.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { registryChecksQuery } from "#src/api/registry-checks.ts";

/** The newest check at a glance. */
export function LastCheck({ org, registry }: { org: string; registry: RegistryView }) {
  const list = useQuery(registryChecksQuery(org, registry.id, { limit: 1 }));
  const newest = list.data?.checks[0];
  const check = useQuery({
    ...checkQuery(org, newest?.id ?? ""),
    enabled: newest !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-labelledby="last-check" className="rounded-md border border-divider p-4">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="last-check" className="text-lead font-semibold">
          Last check
        </h2>
        {newest ? (
          <Link to={paths.registryCheck(org, registry.id, newest.id)} className="link">
            See the trace
          </Link>
        ) : null}
      </div>
      <DataRegion query={list} what="the last check" skeleton={<SkeletonText lines={2} />}>
        {(data) =>
          data.checks.length === 0 ? (
            <Never registry={registry} />
          ) : (
            <DataRegion query={check} what="the last check" skeleton={<SkeletonText lines={2} />}>
              {(last) => <Result check={last} />}
            </DataRegion>
          )
        }
      </DataRegion>
    </section>
  );
}

function Never({ registry }: { registry: RegistryView }) {
  if (registry.checkedOn !== "worker") {
    return (
      <p className="text-muted">
        Never checked. Pulls may fail; run a check with an image of this registry.
      </p>
    );
  }
  return (
    <p>
      <span className="text-muted">
        No worker has checked it yet, and only workers have the role that signs in.
      </span>{" "}
      <Link to="#check" className="link">
        Check on a worker
      </Link>
    </p>
  );
}

function Result({ check }: { check: CheckView }) {
  return (
    <div className="space-y-3">
      <p>
        {check.diagnosis ? <MarkedText>{check.diagnosis.symptom}</MarkedText> : "Still running."}
      </p>
      <CompactTrace check={check} />
      <CheckRemarkList check={check} />
      <p className="text-table text-muted">
        <MonoText>{check.image}</MonoText>, <RelativeTime at={check.startedAt} />
        {check.startedBy ? `, by ${check.startedBy.name}` : ""}
        {check.runFrom === "server" ? "" : `, by ${runFromWords(check.runFrom)}`}
        {check.profile === "re-check" ? ", by the schedule" : ""}
      </p>
    </div>
  );
}
