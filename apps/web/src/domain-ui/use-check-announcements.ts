import type { CheckView } from "@berth/api-contract";
import { useEffect, useRef } from "react";
import { announce } from "#src/lib/announcer.ts";
import { withoutMarks } from "#src/ui/marked-text.tsx";
import { checkEndSentence, stepTitles } from "./check-progress.ts";

/**
 * Has a check that runs before one's eyes read out: its start, the step that failed, its end, each once. A check that
 * was over when the page opened is not news.
 */
export function useCheckAnnouncements(check: CheckView | undefined): void {
  const followed = useRef<{ id: string; said: Set<string> } | null>(null);
  useEffect(() => {
    if (!check) return;
    if (followed.current?.id !== check.id) {
      if (check.status !== "running") return;
      followed.current = { id: check.id, said: new Set() };
    }
    const { said } = followed.current;
    const say = (key: string, words: string) => {
      if (said.has(key)) return;
      said.add(key);
      announce(withoutMarks(words));
    };
    const failed = check.steps.find(({ status }) => status === "failed");
    const failure = failed ? `${stepTitles[failed.step]} failed. ${failed.text}` : "";
    if (check.status === "running") {
      say("start", "Check started");
      if (failed) say("failed", failure);
      return;
    }
    // A quick check fails and ends at once: then both are one message, or the second would swallow the first.
    const unheard = failed && !said.has("failed") ? `${failure} ` : "";
    say("end", unheard + checkEndSentence(check));
  }, [check]);
}
