import type { RegistryView } from "@berth/api-contract";
import { useRef, useState } from "react";
import { ExpiryDateForm } from "#src/domain-ui/expiry-date-form.tsx";
import { expirySourceWords } from "#src/domain-ui/expiry-words.ts";
import { formatEndDay } from "#src/lib/time-format.ts";
import { useReturnFocus } from "#src/lib/use-return-focus.ts";
import { Button } from "#src/ui/button.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

/** When the secret ends, where that date comes from, and a way to correct it. */
export function ExpirySection({
  org,
  registry,
  editable,
}: {
  org: string;
  registry: RegistryView;
  editable: boolean;
}) {
  const { at, source } = registry.expiry;
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useReturnFocus(editing, opener);
  return (
    <section aria-labelledby="expiry">
      <h2 id="expiry" className="mb-2 text-lead font-semibold">
        Expiry
      </h2>
      {at === null ? (
        <p className="text-muted">
          {source === "read" || source === "entered"
            ? "It never ends."
            : "No date known. Set one so that its end doesn't surprise you."}
        </p>
      ) : (
        <p>
          Ends on {formatEndDay(Date.parse(at))} (<RelativeTime at={at} />
          ), {expirySourceWords(registry)}.
        </p>
      )}
      {editable && !editing ? (
        <Button ref={opener} size="small" className="mt-2" onClick={() => setEditing(true)}>
          {at === null ? "Set a date" : "Change the date"}
        </Button>
      ) : null}
      {editing ? (
        <ExpiryDateForm org={org} registry={registry} onClose={() => setEditing(false)} />
      ) : null}
    </section>
  );
}
