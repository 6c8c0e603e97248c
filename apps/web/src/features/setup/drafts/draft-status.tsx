import { useOrganization } from "#src/api/session.ts";
import { formatClock } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Button } from "#src/ui/button.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { Notice } from "#src/ui/notice.tsx";
import type { SetupDraft } from "../setup-answers.ts";
import type { DraftState } from "./draft-saver.ts";

/** Whether the answers are kept, and the address under which a colleague finds them. */
export function DraftStatus({ draft }: { draft: SetupDraft }) {
  const { slug: org } = useOrganization();
  const { id, state } = draft;
  if (state.kind === "none") return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-table text-muted">{inWords(state)}</span>
      {id === null ? null : (
        <CopyButton
          size="small"
          variant="quiet"
          text={window.location.origin + paths.registryDraft(org, id)}
          what="link to this draft"
        />
      )}
    </span>
  );
}

/** Somebody else's hand in the draft: nothing is saved until the person has decided. */
export function DraftTrouble({ draft }: { draft: SetupDraft }) {
  const { state, saver, onReload } = draft;
  if (state.kind === "conflict") {
    return (
      <Notice
        tone="warning"
        live
        title={state.message}
        actions={
          <>
            <Button size="small" onClick={onReload}>
              Take the other version
            </Button>
            <Button size="small" onClick={() => saver.overwrite()}>
              Keep mine
            </Button>
          </>
        }
      >
        What you type is not saved until you decide.
      </Notice>
    );
  }
  if (state.kind !== "gone") return null;
  return (
    <Notice
      tone="warning"
      live
      title="Somebody has deleted this draft, or saved its registry"
      actions={
        <Button size="small" onClick={() => saver.overwrite()}>
          Save it as a new draft
        </Button>
      }
    >
      What you typed stands on this page alone.
    </Notice>
  );
}

function inWords(state: Exclude<DraftState, { kind: "none" }>): string {
  switch (state.kind) {
    case "saving":
      return "Saving the draft…";
    case "saved":
      return `Draft saved at ${formatClock(state.at)}, without the secret`;
    case "failed":
      return `The draft is not saved: ${state.message}`;
    case "conflict":
    case "gone":
      return "The draft is not saved";
    default:
      return state satisfies never;
  }
}
