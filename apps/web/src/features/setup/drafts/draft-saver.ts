import type { DraftInput, DraftView } from "@berth/api-contract";
import { call } from "#src/api/client.ts";
import { describeError, isApiError } from "#src/api/errors.ts";
import { contentOfDraft } from "./draft-content.ts";

/** How the answers on the page stand to those that are kept. Times are milliseconds since the epoch. */
export type DraftState =
  | { kind: "none" }
  | { kind: "saving" }
  | { kind: "saved"; at: number }
  | { kind: "failed"; message: string }
  /** Somebody else's answers stand in the draft; nothing is saved until this is decided. */
  | { kind: "conflict"; message: string }
  /** Somebody has deleted the draft, or saved its registry. */
  | { kind: "gone" };

export interface DraftSaver {
  /** The draft that keeps the answers now; null while there is none. */
  id(): string | null;
  /** Tells what stands on the page now; it is saved once the typing pauses. */
  touch(content: DraftInput): void;
  /** Saves at once what is not kept yet. True where everything is kept. */
  flush(): Promise<boolean>;
  /** The page is about to go away: sends what is not kept, without waiting. */
  flushOnLeave(): void;
  /** Puts the page's answers in the place of whatever stands in the draft, or into a new one. */
  overwrite(): void;
  /** What follows belongs to another draft, which does not exist yet. */
  forget(): void;
  /** The registry is saved: there is nothing to keep any more. */
  finish(): void;
}

const pauseMs = 1000;
const retryMs = 5000;

/** Keeps a setup's answers on the server, one request at a time. `onDraft` is told the draft's id, null while there is none. */
export function createDraftSaver({
  org,
  opened,
  onState,
  onDraft,
}: {
  org: string;
  /** The draft that the page begins with. */
  opened: DraftView | null;
  onState: (state: DraftState) => void;
  onDraft: (id: string | null) => void;
}): DraftSaver {
  let draft = opened === null ? null : { id: opened.id, version: opened.version };
  let kept = opened === null ? "" : JSON.stringify(contentOfDraft(opened));
  let wanted: DraftInput | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  /** Counts the drafts that this page has worked on: an answer for an earlier one changes nothing. */
  let turn = 0;
  let halted = false;
  let finished = false;

  const isKept = () => wanted === null || JSON.stringify(wanted) === kept;
  const unkept = () => (halted || isKept() ? null : wanted);
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), ms);
  };
  const send = async (content: DraftInput, keepalive = false): Promise<DraftView> => {
    const { draft: view } =
      draft === null
        ? await call("POST /organizations/{org}/registry-drafts", {
            params: { org },
            body: content,
            keepalive,
          })
        : await call("PUT /organizations/{org}/registry-drafts/{id}", {
            params: { org, id: draft.id },
            body: { ...content, version: draft.version },
            keepalive,
          });
    return view;
  };
  const saveOnce = async (content: DraftInput) => {
    const own = turn;
    const known = draft !== null;
    onState({ kind: "saving" });
    try {
      const view = await send(content);
      if (own !== turn) {
        // The registry was saved before its draft was made: nobody needs that any more.
        if (finished && !known) await discard(org, view.id);
        return;
      }
      draft = { id: view.id, version: view.version };
      kept = JSON.stringify(content);
      onDraft(view.id);
      onState({ kind: "saved", at: Date.parse(view.updatedAt) });
    } catch (error) {
      if (own !== turn) return;
      const { message } = describeError(error);
      halted =
        isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 401;
      if (known && isApiError(error, "conflict")) onState({ kind: "conflict", message });
      else if (known && isApiError(error, "not_found")) onState({ kind: "gone" });
      else {
        onState({ kind: "failed", message });
        if (!halted) later(retryMs);
      }
      throw error;
    }
  };
  const run = (): Promise<void> => {
    clearTimeout(timer);
    running ??= (async () => {
      try {
        // What was typed while an answer was on its way is sent after it.
        for (let next = unkept(); next !== null; next = unkept()) await saveOnce(next);
      } catch {
        // Told as a state.
      } finally {
        running = null;
      }
    })();
    return running;
  };

  return {
    id: () => draft?.id ?? null,
    touch(content) {
      wanted = content;
      if (!isKept() && !halted) later(pauseMs);
    },
    async flush() {
      await run();
      return isKept();
    },
    flushOnLeave() {
      clearTimeout(timer);
      if (wanted === null || isKept() || halted || running !== null) return;
      void send(wanted, true).catch(() => undefined);
    },
    overwrite() {
      const own = turn;
      const id = draft?.id;
      void (async () => {
        draft = id === undefined ? null : await currentVersion(org, id);
        if (own !== turn) return;
        halted = false;
        kept = "";
        await run();
      })();
    },
    forget() {
      clearTimeout(timer);
      turn += 1;
      draft = null;
      wanted = null;
      kept = "";
      halted = false;
      onDraft(null);
      onState({ kind: "none" });
    },
    finish() {
      clearTimeout(timer);
      turn += 1;
      wanted = null;
      halted = true;
      finished = true;
    },
  };
}

async function discard(org: string, id: string): Promise<void> {
  await call("DELETE /organizations/{org}/registry-drafts/{id}", { params: { org, id } });
}

/** Where the draft stands now; null where it is gone, so that a new one is begun. */
async function currentVersion(
  org: string,
  id: string,
): Promise<{ id: string; version: number } | null> {
  try {
    const { draft } = await call("GET /organizations/{org}/registry-drafts/{id}", {
      params: { org, id },
    });
    return { id, version: draft.version };
  } catch {
    return null;
  }
}
