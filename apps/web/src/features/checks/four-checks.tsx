import type { CheckMark, CheckOutcome, CheckView, ExplanationView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { explainQuery } from "#src/api/explain.ts";
import { CheckList } from "#src/domain-ui/check-list.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";

/** Behind a check that failed: what else a pull of its image needs, as it stood when the check was over. */
export function FourChecks({ org, check }: { org: string; check: CheckView }) {
  const { image, finishedAt } = check;
  const query = useQuery(explainQuery(org, image, { asOf: finishedAt ?? undefined }));
  return (
    <DataRegion query={query} what="the checks" skeleton={<SkeletonText lines={4} />}>
      {({ checks }) => <CheckList checks={checks.map((one) => withFinding(one, check))} />}
    </DataRegion>
  );
}

/** Whether the credential can read is what this check has found out itself. */
function withFinding(
  one: ExplanationView["checks"][number],
  { diagnosis }: CheckView,
): ExplanationView["checks"][number] {
  if (one.id === "organization") return { ...one, text: "A check is of no project." };
  if (one.id !== "readable" || diagnosis === null) return one;
  const { outcome, confidence, symptom } = diagnosis;
  const refused = refusals.has(outcome) && confidence !== "one-of-two";
  const mark: CheckMark = refused ? "fail" : outcome === "ok_but_public" ? "pass" : "cannot-tell";
  return { ...one, mark, text: symptom };
}

const refusals: ReadonlySet<CheckOutcome> = new Set([
  "bad_credential",
  "expired",
  "denied_or_missing",
  "authenticated_but_not_found",
]);
