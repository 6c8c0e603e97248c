import type { RegistryView } from "@berth/api-contract";
import { useEffect, useRef } from "react";
import { Button } from "#src/ui/button.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { type PatternDraft, writtenTexts } from "./use-pattern-draft.ts";

/** Somebody else saved other patterns while these were being edited: both stand here, and nothing typed is lost. */
export function ConflictNotice({
  draft,
  registry,
}: {
  draft: PatternDraft;
  registry: RegistryView;
}) {
  const box = useRef<HTMLElement>(null);
  const { theirs } = draft;
  const open = theirs !== null;
  useEffect(() => {
    if (open) box.current?.focus();
  }, [open]);
  if (theirs === null) return null;
  const who = registry.updatedBy?.name ?? "Somebody";
  return (
    <section ref={box} tabIndex={-1} aria-label="Two versions">
      <Notice
        tone="warning"
        title={
          <>
            {who} changed these patterns <RelativeTime at={registry.updatedAt} />. Yours are not
            saved yet.
          </>
        }
        actions={
          <>
            <Button size="small" onClick={draft.keepMine}>
              Keep mine
            </Button>
            <Button size="small" onClick={draft.discard}>
              Take theirs
            </Button>
          </>
        }
      >
        <div className="mt-1 grid gap-3 sm:grid-cols-2">
          <Version title="Yours" texts={writtenTexts(draft.texts)} others={theirs} />
          <Version title="Theirs" texts={theirs} others={writtenTexts(draft.texts)} />
        </div>
      </Notice>
    </section>
  );
}

function Version({
  title,
  texts,
  others,
}: {
  title: string;
  texts: readonly string[];
  others: readonly string[];
}) {
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <MonoText strong={!others.includes(text)}>{text}</MonoText>
            {others.includes(text) ? null : (
              <span className="text-table text-muted"> only here</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
