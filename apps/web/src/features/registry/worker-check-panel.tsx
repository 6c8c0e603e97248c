import type { CheckSummary, RegistryView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { registryChecksQuery } from "#src/api/registry-checks.ts";
import { useRefreshRegistry } from "#src/api/update-registry.ts";
import { WorkerCheckCommand } from "#src/domain-ui/worker-check-command.tsx";
import { announce } from "#src/lib/announcer.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

const askAgainMs = 5000;

/**
 * How to check a registry that only workers can sign in to, and what the last of them saw. While it is open it
 * looks for a newer result by itself.
 */
export function WorkerCheckPanel({
  org,
  registry,
  onClose,
}: {
  org: string;
  registry: RegistryView;
  onClose: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { data } = useQuery({
    ...registryChecksQuery(org, registry.id, { profile: "full", limit: 20 }),
    refetchInterval: askAgainMs,
  });
  const last = data?.checks.find(({ runFrom }) => runFrom !== "server") ?? null;
  useNewResult(org, registry, data === undefined ? undefined : last);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby="worker-check"
      className="max-w-form space-y-3 rounded-md border border-divider p-4"
    >
      <h2 ref={heading} id="worker-check" tabIndex={-1} className="text-lead font-semibold">
        Check on a worker
      </h2>
      <p>
        Only workers can sign in to this registry: they use a role of their own, and nothing is
        stored here. Run this on one of them. What it sees appears here and counts as the registry's
        health.
      </p>
      <WorkerCheckCommand image={registry.testImage} />
      {data === undefined ? null : <LastResult org={org} registry={registry} last={last} />}
      <Button size="small" onClick={onClose}>
        Close
      </Button>
    </section>
  );
}

function LastResult({
  org,
  registry,
  last,
}: {
  org: string;
  registry: RegistryView;
  last: CheckSummary | null;
}) {
  if (last === null) return <p className="text-muted">No worker has checked it yet.</p>;
  return (
    <p>
      <span className="text-muted">
        Worker {workerOf(last)}, <RelativeTime at={last.startedAt} />:{" "}
      </span>
      <MarkedText>{last.diagnosis?.symptom ?? ""}</MarkedText>{" "}
      <Link to={paths.registryCheck(org, registry.id, last.id)} className="link">
        See the check
      </Link>
    </p>
  );
}

/** Reads the registry's health anew when a worker has told something new, and has it read out. */
function useNewResult(
  org: string,
  registry: RegistryView,
  last: CheckSummary | null | undefined,
): void {
  const refresh = useRefreshRegistry(org, registry.id);
  const seen = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (last === undefined) return;
    const id = last?.id ?? null;
    const isNew = seen.current !== undefined && seen.current !== id;
    seen.current = id;
    if (!isNew || last === null) return;
    announce(`Worker ${workerOf(last)} has checked ${registry.name}: ${last.diagnosis?.symptom}`);
    void refresh();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each result; `refresh` is new at each render
  }, [last?.id]);
}

function workerOf({ runFrom }: CheckSummary): string {
  return runFrom === "server" ? "" : `'${runFrom.worker.name}'`;
}
