import type { CheckSummary } from "@berth/api-contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { registryQuery } from "#src/api/registries.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { runFromWords } from "#src/domain-ui/run-from.ts";
import { formatDuration } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { Select } from "#src/ui/select.tsx";
import { SkeletonRows } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { TruncatedMono } from "#src/ui/truncated-mono.tsx";
import { useCursorPages } from "./cursor-pages.ts";
import { registryChecksQuery } from "#src/api/registry-checks.ts";
import { useRegistryAddress } from "./use-registry.ts";

/** Every check of the registry, newest first, each with its own address. */
export function ChecksTab() {
  const { org, id } = useRegistryAddress();
  const { data: registry } = useQuery(registryQuery(org, id));
  const [search, changeSearch] = useSearch();
  const shown = kinds.find(({ value }) => value === search.get("kind"))?.value ?? "";
  const pages = useCursorPages();
  const query = useQuery({
    ...registryChecksQuery(org, id, {
      cursor: pages.cursor,
      ...(shown === "" ? {} : { profile: shown }),
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="mb-3 flex justify-end">
        <div className="w-40">
          <Select
            aria-label="Checks shown"
            value={shown}
            options={kinds}
            onChange={(event) => {
              pages.reset();
              changeSearch({ kind: event.target.value });
            }}
          />
        </div>
      </div>
      <DataRegion query={query} what="the checks" skeleton={<SkeletonRows rows={5} />}>
        {({ checks, next }) =>
          checks.length === 0 && pages.page === 1 ? (
            shown === "" ? (
              <EmptyState title="Not checked yet">
                {registry?.checkedOn === "worker"
                  ? '"Check on a worker" shows what to run there. What workers see is kept here.'
                  : '"Check now" fetches a manifest with the saved credential and keeps the result here.'}
              </EmptyState>
            ) : (
              <EmptyState title="No such check">
                {shown === "full"
                  ? "Nobody has run a check by hand yet."
                  : "The schedule has not re-checked this registry yet."}
              </EmptyState>
            )
          ) : (
            <>
              <Table
                caption="Checks"
                columns={columnsOf(org, id)}
                rows={checks}
                rowKey={(check) => check.id}
              />
              <Pagination
                label="Pages of checks"
                summary={`Page ${pages.page}, newest first`}
                onPrevious={pages.onPrevious}
                onNext={pages.onNext(next)}
              />
            </>
          )
        }
      </DataRegion>
    </>
  );
}

const kinds = [
  { value: "", label: "All checks" },
  { value: "full", label: "By hand" },
  { value: "re-check", label: "By the schedule" },
] as const;

function columnsOf(org: string, registry: string): Column<CheckSummary>[] {
  return [
    {
      id: "when",
      header: "When",
      rowHeader: true,
      renderCell: ({ id, startedAt, image }) => (
        <Link to={paths.registryCheck(org, registry, id)} className="link">
          <RelativeTime at={startedAt} />
          <span className="sr-only">, check of {image}</span>
        </Link>
      ),
    },
    { id: "result", header: "Result", renderCell: (check) => <CheckResult check={check} /> },
    {
      id: "image",
      header: "Image",
      renderCell: ({ image }) => (
        <span className="md:flex md:w-max md:max-w-72 min-[90rem]:max-w-96">
          <TruncatedMono>{image}</TruncatedMono>
        </span>
      ),
    },
    {
      id: "by",
      header: "By",
      renderCell: ({ startedBy, subject, profile, runFrom }) =>
        runFrom !== "server"
          ? runFromWords(runFrom)
          : profile === "re-check"
            ? "the schedule"
            : `${startedBy?.name ?? "the server"}${subject === "new-secret" ? ", with a new secret" : ""}`,
    },
    {
      id: "took",
      header: "Took",
      align: "end",
      renderCell: ({ durationMs }) => (durationMs === null ? "" : formatDuration(durationMs)),
    },
  ];
}

function CheckResult({ check }: { check: CheckSummary }) {
  const { status, diagnosis } = check;
  const look = lookOf(check);
  return (
    <span className="flex flex-col">
      <StatusBadge {...look} />
      {status === "finished" && diagnosis && diagnosis.outcome !== "ok" ? (
        <span className="text-muted">
          <MarkedText>{diagnosis.symptom}</MarkedText>
        </span>
      ) : null}
    </span>
  );
}

function lookOf({ status, diagnosis }: CheckSummary): StatusLook {
  if (status === "running") return { shape: "half-ring", tone: "info", word: "Running" };
  if (status === "cancelled") return { shape: "slash-circle", tone: "neutral", word: "Cancelled" };
  switch (diagnosis?.outcome) {
    case "ok":
      return { shape: "check-circle", tone: "success", word: "Passed" };
    case "ok_but_public":
      return { shape: "triangle-alert", tone: "warning", word: "Public image" };
    case "rate_limited":
    case "registry_trouble":
    case "unclassified":
      return { shape: "triangle-alert", tone: "warning", word: "No verdict" };
    default:
      return { shape: "octagon-x", tone: "danger", word: "Failed" };
  }
}
