import { draftDaysKept, type DraftView } from "@berth/api-contract";
import { registryType, type Settings, suggestedName } from "@berth/registry-catalog";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { call } from "#src/api/client.ts";
import { describeError } from "#src/api/errors.ts";
import { announce } from "#src/lib/announcer.ts";
import { formatCount } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { draftsQuery } from "./draft-queries.ts";

/** The latest; more of them only push the page down for whoever adds a registry. */
const shownAtFirst = 3;

/** The setups that were begun and not finished, the latest first; nothing where there are none. */
export function DraftList({ org }: { org: string }) {
  const query = useQuery(draftsQuery(org));
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: (draft: DraftView) =>
      call("DELETE /organizations/{org}/registry-drafts/{id}", { params: { org, id: draft.id } }),
    onSuccess: (_, draft) => {
      announce(`Deleted the draft ${titleOf(draft)}`);
      // The button that had the focus goes with its draft.
      heading.current?.focus();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: draftsQuery(org).queryKey }),
  });
  const listId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [all, setAll] = useState(false);
  useEffect(() => {
    if (all) list.current?.querySelectorAll("a")[shownAtFirst]?.focus();
  }, [all]);
  const drafts = query.data ?? [];
  if (drafts.length === 0) return null;
  const shown = all ? drafts : drafts.slice(0, shownAtFirst);
  return (
    <section aria-labelledby="drafts" className="mt-10 max-w-form space-y-2">
      <h2 ref={heading} id="drafts" tabIndex={-1} className="text-lead font-semibold">
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
      <ul
        ref={list}
        id={listId}
        className="divide-y divide-divider rounded-md border border-divider"
      >
        {shown.map((draft) => (
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
      {drafts.length > shownAtFirst ? (
        <Button
          size="small"
          aria-expanded={all}
          aria-controls={listId}
          onClick={() => setAll(!all)}
        >
          {all ? "Show the latest only" : `Show all ${formatCount(drafts.length)} drafts`}
        </Button>
      ) : null}
    </section>
  );
}

function titleOf({ name, type, settings }: DraftView): string {
  const known = registryType(type);
  return name || (known ? suggestedName(known, settings as Settings) : type);
}
