import type { CheckSummary, CheckView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { registryChecksQuery } from "#src/api/registry-checks.ts";
import { CheckPanel } from "#src/domain-ui/check-panel.tsx";
import { runFromWords } from "#src/domain-ui/run-from.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

/**
 * The check and, beside it, the newest one of the same image that was run from the other side: where a worker and
 * the server see different things, the network between them is the cause.
 */
export function BothSides({
  org,
  check,
  link,
  help,
  actions,
}: {
  org: string;
  check: CheckView;
  link: string;
  /** What helps with the check's diagnosis. */
  help: ReactNode;
  /** In that diagnosis. */
  actions: ReactNode;
}) {
  const registryId = check.registry?.id ?? null;
  const { data } = useQuery({
    ...registryChecksQuery(org, registryId ?? "", { profile: "full", limit: 50 }),
    enabled: registryId !== null,
  });
  const other = data?.checks.find((one) => isOtherSide(check, one)) ?? null;
  const own = (
    <CheckPanel org={org} check={check.id} link={link} help={help} renderActions={() => actions} />
  );
  if (other === null || registryId === null) {
    return own;
  }
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <div className="min-w-0">
        <h2 className="mb-3 text-lead font-semibold">From {runFromWords(check.runFrom)}</h2>
        {own}
      </div>
      <div className="min-w-0">
        <h2 className="mb-3 text-lead font-semibold">
          From {runFromWords(other.runFrom)},{" "}
          <Link to={paths.registryCheck(org, registryId, other.id)} className="link">
            <RelativeTime at={other.startedAt} />
          </Link>
        </h2>
        <CheckPanel org={org} check={other.id} />
      </div>
    </div>
  );
}

function isOtherSide(check: CheckView, other: CheckSummary): boolean {
  const server = check.runFrom === "server";
  return (
    other.image === check.image &&
    other.status === "finished" &&
    other.profile === "full" &&
    (other.runFrom === "server") !== server
  );
}
