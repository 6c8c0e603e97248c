import type { CandidateView, ExplanationView } from "@berth/api-contract";
import { useState } from "react";
import { PatternSpans } from "#src/domain-ui/pattern-spans.tsx";
import { referenceText } from "#src/domain-ui/pattern-tester/reference-spans.ts";
import { formatCount, plural } from "#src/lib/time-format.ts";
import { usePrinting } from "#src/lib/use-printing.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Pagination } from "#src/ui/pagination.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { Switch } from "#src/ui/switch.tsx";
import type { Column } from "#src/ui/column.ts";
import { Table } from "#src/ui/table.tsx";
import { candidateMarks, comparedText, readImage } from "./image-marks.ts";

const pageSize = 25;

/** Every pattern in the order in which they were compared, with why each won or lost. */
export function EvaluationList({
  org,
  explanation,
  showOthers,
  onShowOthers,
}: {
  org: string;
  explanation: ExplanationView;
  /** Whether patterns that did not match are listed too. */
  showOthers: boolean;
  onShowOthers: (show: boolean) => void;
}) {
  const [page, setPage] = useState(0);
  const printing = usePrinting();
  const { candidates, omitted } = explanation;
  const matching = candidates.filter(({ matched }) => matched);
  const others = candidates.length - matching.length + omitted;
  const all = showOthers || printing;
  const listed = all ? candidates : matching;
  const last = Math.max(0, Math.ceil(listed.length / pageSize) - 1);
  const shown = Math.min(page, last);
  const image = readImage(comparedText(explanation));
  if (image === null) return null;

  const columns: Column<CandidateView>[] = [
    {
      id: "pattern",
      header: "Pattern",
      rowHeader: true,
      renderCell: ({ pattern }) => <MonoText>{pattern}</MonoText>,
    },
    {
      id: "result",
      header: "Result",
      renderCell: (candidate) => <Result place={matching.indexOf(candidate)} />,
    },
    {
      id: "registry",
      header: "Registry",
      renderCell: ({ registry }) => (
        <Link to={paths.registryPatterns(org, registry.id)} className="link">
          {registry.name}
        </Link>
      ),
    },
    {
      id: "why",
      header: "Why",
      renderCell: (candidate) => (
        <div className="space-y-0.5 md:min-w-48 wrap-anywhere">
          <MarkedText>{candidate.reason}</MarkedText>
          <div>
            <PatternSpans text={referenceText(image)} spans={candidateMarks(candidate, image)} />
          </div>
        </div>
      ),
    },
  ];

  return (
    <section aria-labelledby="evaluation" className="space-y-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="evaluation" className="text-lead font-semibold">
          Evaluation
        </h2>
        {others > 0 && !printing ? (
          <Switch
            label={`Show patterns that didn't match (${formatCount(others)})`}
            checked={showOthers}
            onChange={onShowOthers}
          />
        ) : null}
      </div>
      {listed.length === 0 ? (
        <p className="text-muted">
          {others > 0
            ? "No pattern matches."
            : explanation.asOf === null
              ? "There are no patterns yet."
              : "There were no patterns then."}
        </p>
      ) : (
        <Table
          caption="Patterns in evaluation order"
          columns={columns}
          rows={printing ? listed : listed.slice(shown * pageSize, (shown + 1) * pageSize)}
          rowKey={({ entryId }) => entryId}
        />
      )}
      <Pagination
        label="Pages of patterns"
        summary={`${plural(listed.length, "pattern")}, page ${shown + 1} of ${last + 1}`}
        onPrevious={shown > 0 ? () => setPage(shown - 1) : null}
        onNext={shown < last ? () => setPage(shown + 1) : null}
      />
      {all && omitted > 0 && (printing || shown === last) ? (
        <p className="text-table text-muted">
          {plural(omitted, "more pattern doesn't", "more patterns don't")} match and{" "}
          {omitted === 1 ? "is" : "are"} not listed.
        </p>
      ) : null}
    </section>
  );
}

/** `place` among the patterns that match, or -1. */
function Result({ place }: { place: number }) {
  if (place === 0) return <StatusBadge shape="check-circle" tone="success" word="1. Wins" />;
  if (place > 0) {
    return <StatusBadge shape="ring" tone="neutral" word={`${place + 1}. Matches, loses`} />;
  }
  return <StatusBadge shape="octagon-x" tone="neutral" word="No match" />;
}
