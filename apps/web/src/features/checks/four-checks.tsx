import type { CheckView } from "@berth/api-contract";
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
      {({ checks }) => <CheckList checks={checks} />}
    </DataRegion>
  );
}
