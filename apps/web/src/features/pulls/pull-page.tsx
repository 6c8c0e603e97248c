import type { PullDetail, PullView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { explainQuery } from "#src/api/explain.ts";
import { pullQuery } from "#src/api/pulls.ts";
import { useOrganization } from "#src/api/session.ts";
import { CheckList } from "#src/domain-ui/check-list.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { Diagnosis } from "#src/domain-ui/diagnosis.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { CopyBlock } from "#src/ui/copy-block.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { PullFacts } from "./pull-facts.tsx";
import { PullRemedy } from "./pull-remedy.tsx";
import { pullReport } from "./pull-report.ts";
import { PullResult } from "./pull-result.tsx";
import { PullTimeline } from "./pull-timeline.tsx";

const CacheAdvice = lazy(async () => ({
  default: (await import("./cache-advice.tsx")).CacheAdvice,
}));

/** One pull: what was asked for, what it got, and why. */
export function PullPage() {
  const { slug: org, name } = useOrganization();
  const { id = "" } = useParams();
  const query = useQuery(pullQuery(org, id));
  const { data: pull } = query;
  useDocumentTitle(pull?.image ?? "Pull", name);
  return (
    <>
      <PageHeader
        title={pull ? <MonoText>{pull.image}</MonoText> : "Pull"}
        breadcrumb={[
          <Link key="pulls" to={paths.pulls(org)} className="link">
            Pull activity
          </Link>,
        ]}
        lead={pull ? <PullResult pull={pull} /> : null}
        actions={
          pull ? (
            <>
              <ExplainLink org={org} pull={pull} />
              <CopyButton text={window.location.href} what="link" />
            </>
          ) : null
        }
      />
      {isApiError(query.error, "not_found") ? (
        <EmptyState title="We can't find that pull">
          Pulls are kept for a while only. It may also belong to a project that is not yours.
        </EmptyState>
      ) : (
        <DataRegion query={query} what="the pull" skeleton={<SkeletonText lines={8} />}>
          {(loaded) => <Detail org={org} pull={loaded} />}
        </DataRegion>
      )}
    </>
  );
}

function ExplainLink({ org, pull }: { org: string; pull: PullView }) {
  const question = { image: pull.image, project: pull.project?.id, asOf: pull.at };
  return (
    <Link to={paths.explain(org, question)} className={buttonStyles()}>
      Explain as of that time
    </Link>
  );
}

function Detail({ org, pull }: { org: string; pull: PullDetail }) {
  const { diagnosis, error } = pull;
  const wentWrong = pull.status === "failed" || pull.status === "refused";
  const cacheHelps = pull.slow !== null || diagnosis?.outcome === "rate_limited";
  const link = new URL(paths.pull(org, pull.id), window.location.origin).href;
  return (
    <div className="max-w-4xl space-y-6">
      {diagnosis === null ? null : (
        <Diagnosis
          diagnosis={diagnosis}
          report={pullReport(pull, link)}
          actions={<PullRemedy pull={pull} />}
        />
      )}
      {error === null ? null : (
        <CopyBlock wrap title="What the worker reported" what="message" parts={[{ text: error }]} />
      )}
      <PullTimeline pull={pull} />
      {cacheHelps ? (
        <Suspense fallback={<SkeletonText lines={4} />}>
          <CacheAdvice org={org} image={pull.canonical ?? pull.image} />
        </Suspense>
      ) : null}
      <PullFacts org={org} pull={pull} />
      {wentWrong ? <ThenChecks org={org} pull={pull} /> : null}
    </div>
  );
}

/** The four checks as they would have come out when the pull was made. */
function ThenChecks({ org, pull }: { org: string; pull: PullView }) {
  const query = useQuery(
    explainQuery(org, pull.image, { project: pull.project?.id, asOf: pull.at }),
  );
  return (
    <DataRegion query={query} what="the checks" skeleton={<SkeletonText lines={4} />}>
      {({ checks }) => <CheckList checks={checks} />}
    </DataRegion>
  );
}
