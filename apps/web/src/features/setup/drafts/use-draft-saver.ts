import type { DraftView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { draftsQuery } from "./draft-queries.ts";
import { createDraftSaver, type DraftSaver, type DraftState } from "./draft-saver.ts";

/** Keeps the answers of one setup as long as the page is open, and once more when it is left. */
export function useDraftSaver(
  org: string,
  opened: DraftView | null,
  onDraft: (id: string | null) => void,
): { saver: DraftSaver; state: DraftState } {
  const queryClient = useQueryClient();
  const [state, setState] = useState<DraftState>(
    opened === null ? { kind: "none" } : { kind: "saved", at: Date.parse(opened.updatedAt) },
  );
  const tell = useStableCallback(onDraft);
  const [saver] = useState(() =>
    createDraftSaver({ org, opened, onState: setState, onDraft: tell }),
  );
  useEffect(() => {
    const leave = () => saver.flushOnLeave();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      void saver.flush().then(() => {
        void queryClient.invalidateQueries({ queryKey: draftsQuery(org).queryKey, exact: true });
      });
    };
  }, [saver, queryClient, org]);
  return { saver, state };
}
