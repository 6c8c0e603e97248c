import type { ReactNode } from "react";
import { useCheck } from "#src/api/use-check.ts";
import { checkProgress } from "#src/domain-ui/check-progress.ts";
import { StatusBadge } from "#src/ui/status-badge.tsx";

/** A row's health while its check runs: "Checking — step 3 of 6". The page announces the end, once. */
export function RowCheck({
  org,
  check: id,
  otherwise,
}: {
  org: string;
  check: string;
  /** What stands there when nothing runs. */
  otherwise: ReactNode;
}) {
  const { check } = useCheck(org, id);
  if (check?.status !== "running") return otherwise;
  const { step, steps } = checkProgress(check);
  return (
    <StatusBadge
      shape="half-ring"
      tone="info"
      word="Checking"
      detail={`step ${step} of ${steps}`}
    />
  );
}
