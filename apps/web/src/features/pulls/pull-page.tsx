import type { PullView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { explainQuery } from "#src/api/explain.ts";
import { pullQuery } from "#src/api/pulls.ts";
import { useOrganization } from "#src/api/session.ts";
import { CheckList } from "#src/domain-ui/check-list.tsx";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { PullResult } from "#src/domain-ui/pull-result.tsx";
import { useDocumentTitle } from "#src/lib/document-title.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { EmptyState } from "#src/ui/empty-state.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { PullFacts } from "./pull-facts.tsx";

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
        actions={pull ? <ExplainLink org={org} pull={pull} /> : null}
      />
      {isApiError(query.error, "not_found") ? (
        <EmptyState title="We can't find that pull">
          Pulls are kept for a while only. It may also belong to a project that is not yours.
        </EmptyState>
      ) : (
        <DataRegion query={query} what="the pull" skeleton={<SkeletonText lines={8} />}>
          {(loaded) => <PullDetail org={org} pull={loaded} />}
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

function PullDetail({ org, pull }: { org: string; pull: PullView }) {
  const wentWrong = pull.status === "failed" || pull.status === "refused";
  return (
    <div className="space-y-6">
      {wentWrong ? (
        <Notice
          tone={pull.status === "failed" ? "danger" : "warning"}
          title={pull.status === "failed" ? "The pull failed." : "The pull got nothing."}
        >
          <p className="wrap-anywhere">
            <MarkedText>{pull.error ?? pull.message}</MarkedText>
          </p>
        </Notice>
      ) : (
        <p className="max-w-prose">
          <MarkedText>{pull.message}</MarkedText>
        </p>
      )}
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
