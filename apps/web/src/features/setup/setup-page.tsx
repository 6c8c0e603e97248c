import type { DraftView } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { isApiError } from "#src/api/errors.ts";
import { useOrganization } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { useSearch } from "#src/router/use-search.ts";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { draftQuery } from "./drafts/draft-queries.ts";
import { SavedPanel } from "./saved-panel.tsx";
import { SetupFlow } from "./setup-flow.tsx";

/**
 * `/o/:org/registries/new` and `/registries/drafts/:draft`. The address says where one is (draft, step, or what was
 * saved); what was typed lives in this page's memory and, without the secret, in a draft.
 */
export function SetupPage() {
  const { slug: org } = useOrganization();
  const { draft } = useParams();
  const [search] = useSearch();
  const queryClient = useQueryClient();
  const [gained, setGained] = useState(0);
  const [flow, setFlow] = useState<Flow>(emptyFlow);
  const wanted = draft !== undefined && draft !== flow.draft ? draft : null;
  const query = useQuery({ ...draftQuery(org, wanted ?? ""), enabled: wanted !== null });
  if (wanted !== null && query.data?.id === wanted) {
    setFlow({ turn: flow.turn + 1, draft: wanted, opened: query.data });
  }

  const saved = search.get("saved");
  // What was saved needs no draft any more; a further registry begins with nothing.
  if (saved !== null && flow.draft !== null) setFlow({ ...emptyFlow, turn: flow.turn + 1 });
  if (saved !== null) return <SavedPanel org={org} id={saved} gained={gained} />;
  if (wanted !== null) {
    if (isApiError(query.error, "not_found")) throw query.error;
    return (
      <DataRegion
        query={query}
        what="this draft"
        skeleton={<SkeletonText lines={8} />}
        page={{
          title: "Draft",
          breadcrumb: [
            <Link key="list" to={paths.registries(org)} className="link">
              Registries
            </Link>,
          ],
        }}
      >
        {() => null}
      </DataRegion>
    );
  }
  return (
    <SetupFlow
      key={flow.turn}
      opened={flow.opened}
      draft={flow.draft}
      onDraft={(id) => setFlow((before) => ({ ...before, draft: id }))}
      onReload={() => {
        if (flow.draft === null) return;
        queryClient.removeQueries({ queryKey: draftQuery(org, flow.draft).queryKey });
        setFlow((before) => ({ ...before, draft: null }));
      }}
      onSaved={setGained}
    />
  );
}

/** One setup from its beginning to its end. */
interface Flow {
  turn: number;
  /** The draft that keeps its answers; null until there is one. */
  draft: string | null;
  /** What the setup began with; null where it began empty. */
  opened: DraftView | null;
}

const emptyFlow: Flow = { turn: 0, draft: null, opened: null };
