import { useEffect, useState } from "react";
import { onAnnouncement } from "#src/lib/announcer.ts";

/** The page's one polite live region; `announce` speaks through it. Mounted once, before anything is announced. */
export function LiveRegion() {
  const [spoken, setSpoken] = useState({ message: "", turn: 0 });
  useEffect(
    () => onAnnouncement((message) => setSpoken(({ turn }) => ({ message, turn: turn + 1 }))),
    [],
  );
  return (
    <output aria-live="polite" className="sr-only" data-print="hide">
      {/* A new element for each message: the same words twice are two announcements. */}
      <span key={spoken.turn}>{spoken.message}</span>
    </output>
  );
}
