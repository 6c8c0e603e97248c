import { draftDaysKept, type DraftView } from "@berth/api-contract";
import { registryType, type Settings, suggestedName } from "@berth/registry-catalog";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { announce } from "#src/lib/announcer.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { draftsQuery } from "./draft-queries.ts";

/** The setups that were begun and not finished; nothing where there are none. */
export function DraftList({ org }: { org: string }) {
  const query = useQuery(draftsQuery(org));
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: (draft: DraftView) =>
      call("DELETE /organizations/{org}/registry-drafts/{id}", { params: { org, id: draft.id } }),
    onSuccess: (_, draft) => announce(`Deleted the draft ${titleOf(draft)}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: draftsQuery(org).queryKey }),
  });
  const drafts = query.data ?? [];
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts" className="mt-10 max-w-form space-y-2">
      <h2 id="drafts" className="text-lead font-semibold">
        Continue a draft
      </h2>
      <p className="text-table text-muted">
        Kept without the secret, for {draftDaysKept} days after the last change. Every admin of the
        organization can go on with them.
      </p>
      {remove.error ? (
        <p role="alert" className="font-medium text-danger">
          {describeError(remove.error).message}
        </p>
      ) : null}
      <ul className="divide-y divide-divider rounded-md border border-divider">
        {drafts.map((draft) => (
          <li key={draft.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
            <div className="min-w-0 grow">
              <Link to={paths.registryDraft(org, draft.id)} className="link wrap-anywhere">
                {titleOf(draft)}
              </Link>
              <p className="text-table text-muted">
                {registryType(draft.type)?.name ?? draft.type}, step {draft.step} of 4, changed{" "}
                <RelativeTime at={draft.updatedAt} />
                {draft.updatedBy === null ? "" : ` by ${draft.updatedBy.name}`}
              </p>
            </div>
            <Button size="small" variant="quiet" onClick={() => remove.mutate(draft)}>
              Delete<span className="sr-only"> the draft {titleOf(draft)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function titleOf({ name, type, settings }: DraftView): string {
  const known = registryType(type);
  return name || (known ? suggestedName(known, settings as Settings) : type);
}
