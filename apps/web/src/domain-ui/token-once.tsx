import { useId, useState } from "react";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { Button } from "#src/ui/button.tsx";
import { Checkbox } from "#src/ui/checkbox.tsx";
import { CopyBlock, type CopyPart } from "#src/ui/copy-block.tsx";
import { FieldError } from "#src/ui/field.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";

export type TokenSnippet = { title: string; what: string; parts: CopyPart[] };

/** The token, the one time it can be seen, with what to do with it. */
export function TokenOnce({
  token,
  expiresAt,
  uses,
  onDone,
}: {
  token: string;
  expiresAt: string;
  /** What to do with it. The token stands in these on this screen only. */
  uses: { title: string; snippets: readonly TokenSnippet[] };
  /** Null where there is nowhere to go. */
  onDone: (() => void) | null;
}) {
  const id = useId();
  const [stored, setStored] = useState(false);
  const [reminded, setReminded] = useState(false);
  const done = () => {
    if (!stored) {
      setReminded(true);
      document.getElementById(id)?.focus();
      return;
    }
    onDone?.();
  };

  return (
    <div className="max-w-3xl space-y-6">
      <Notice tone="warning" title="Copy the token now">
        You won't see it again: Berth keeps only a fingerprint of it. It expires{" "}
        <RelativeTime at={expiresAt} />.
      </Notice>
      <CopyBlock wrap title="Token" what="token" parts={[{ text: token }]} />
      <div>
        {reminded && !stored ? (
          <FieldError id={`${id}-error`} message="Confirm that you have stored the token." />
        ) : null}
        <Checkbox
          id={id}
          label="I've stored it"
          checked={stored}
          onChange={(event) => setStored(event.currentTarget.checked)}
          aria-describedby={reminded && !stored ? `${id}-error` : undefined}
        />
      </div>
      {onDone === null ? null : (
        <Button variant="primary" onClick={done}>
          Done
        </Button>
      )}

      <section aria-labelledby={`${id}-use`} className="space-y-3">
        <h2 id={`${id}-use`} className="text-h2 font-semibold">
          {uses.title}
        </h2>
        {uses.snippets.map(({ title, what, parts }) => (
          <CopyBlock key={title} title={title} what={what} parts={parts} />
        ))}
      </section>
      <UnsavedGuard when={!stored} title="Leave without the token?">
        <p>
          You won't see this token again. If it isn't stored anywhere, you will have to create
          another one.
        </p>
      </UnsavedGuard>
    </div>
  );
}
