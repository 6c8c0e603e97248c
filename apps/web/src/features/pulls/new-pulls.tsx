import { pullNewerMax } from "@berth/api-contract";
import { useEffect, useRef } from "react";
import { announce } from "#src/lib/announcer.ts";
import { formatCount, plural } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";

/** Pulls that came while the list stood still: "14 new pulls – show". */
export function NewPulls({ count, onShow }: { count: number; onShow: () => void }) {
  const waiting = count > 0;
  const before = useRef(false);
  // Said when the first one comes, not again for each that follows.
  useEffect(() => {
    if (waiting && !before.current) announce(newInWords(count));
    before.current = waiting;
  }, [waiting, count]);
  if (!waiting) return null;
  return (
    <div className="mb-3 flex justify-center">
      <Button size="small" onClick={onShow}>
        {newInWords(count)} – show
      </Button>
    </div>
  );
}

function newInWords(count: number): string {
  return count >= pullNewerMax
    ? `${formatCount(pullNewerMax)} or more new pulls`
    : plural(count, "new pull");
}
