import { useEffect } from "react";
import { useStableCallback } from "./use-stable-callback.ts";

/** Brings a field into the document and focuses it; false where it is none of theirs. */
type Revealer = (fieldId: string) => boolean;

const revealers = new Set<Revealer>();

/** Asks the lists on the page for a field that is not in the document, e.g. because it stands on another of their pages. */
export function revealField(fieldId: string): void {
  for (const reveal of revealers) if (reveal(fieldId)) return;
}

/** For a list that draws only some of its fields. */
export function useRevealer(reveal: Revealer): void {
  const latest = useStableCallback(reveal);
  useEffect(() => {
    revealers.add(latest);
    return () => void revealers.delete(latest);
  }, [latest]);
}
