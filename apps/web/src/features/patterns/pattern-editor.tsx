import type { Effect, RegistryView } from "@berth/api-contract";
import { type FormEvent, lazy, Suspense, useCallback, useId, useState } from "react";
import { isApiError } from "#src/api/errors.ts";
import { changedImages } from "#src/domain-ui/impact-table.tsx";
import type { ImageLine } from "#src/domain-ui/pattern-tester/image-line.ts";
import { ImageTester } from "#src/domain-ui/pattern-tester/image-tester.tsx";
import { PatternRows } from "#src/domain-ui/pattern-tester/pattern-rows.tsx";
import { patternField } from "#src/domain-ui/pattern-tester/pattern-tester.tsx";
import { PreviewFailure } from "#src/domain-ui/pattern-tester/preview-failure.tsx";
import { usePatternTester } from "#src/domain-ui/pattern-tester/use-pattern-tester.ts";
import { WhatIfPanel } from "#src/domain-ui/pattern-tester/what-if-panel.tsx";
import { UnsavedGuard } from "#src/forms/unsaved-guard.tsx";
import { useStableCallback } from "#src/lib/use-stable-callback.ts";
import { ErrorSummaryBox } from "#src/ui/error-summary-box.tsx";
import { BrokenExpectations } from "./broken-expectations.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import { ExpectButton } from "./expect-button.tsx";
import { ExpectationSection } from "./expectation-section.tsx";
import { SaveBar } from "./save-bar.tsx";
import { SaveOutcome } from "./save-outcome.tsx";
import { saveProblems } from "./save-problems.ts";
import { testedRegistryOf } from "./tested-registry-of.ts";
import { TwoColumns } from "./two-columns.tsx";
import { type Suggestion, usePatternDraft, writtenTexts } from "./use-pattern-draft.ts";
import { useSavePatterns } from "./use-save-patterns.ts";
import { WaysToPull } from "./ways-to-pull.tsx";

const ConfirmMovesDialog = lazy(async () => ({
  default: (await import("./confirm-moves-dialog.tsx")).ConfirmMovesDialog,
}));

/** Patterns being edited: what they cover, what a save would change, and what stops it. */
export function PatternEditor({
  org,
  registry,
  suggestion,
}: {
  org: string;
  registry: RegistryView;
  /** A change that a link brings along. */
  suggestion: Suggestion;
}) {
  const draft = usePatternDraft(registry, suggestion);
  const tester = usePatternTester({
    org,
    registry: testedRegistryOf(registry),
    patterns: draft.texts,
  });
  const save = useSavePatterns(org, registry);
  const [attempt, setAttempt] = useState(0);
  const [stopped, setStopped] = useState(0);
  const [asking, setAsking] = useState<{ effect: Effect; reason: string | undefined } | null>(null);
  const base = useId();
  const fieldId = (place: number) => `${base}-${place}`;

  const problems = saveProblems(tester.rows, save.error, fieldId);
  const broken = brokenLines(tester.preview.answer, save.error);
  const effect = draft.dirty ? tester.effect : null;

  const change = (texts: readonly string[]) => {
    // What a save said is about the patterns as they were.
    if (save.error || save.data) save.reset();
    setAttempt(0);
    setStopped(0);
    draft.setTexts(texts);
  };
  const send = (reason: string | undefined) => {
    setAsking(null);
    save.mutate(
      {
        version: draft.version,
        patterns: writtenTexts(draft.texts),
        overrideReason: reason,
        images: effect && changedImages(effect),
      },
      {
        onError: (error) => {
          setAttempt((before) => before + 1);
          if (isApiError(error, "expectation_broken")) setStopped((before) => before + 1);
        },
      },
    );
  };
  const proceed = (reason?: string) => {
    if (effect && effect.lose.length + effect.switch.length > 0) setAsking({ effect, reason });
    else send(reason);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending || draft.theirs) return;
    if (problems.local) setAttempt((before) => before + 1);
    else if (broken.length > 0) setStopped((before) => before + 1);
    else proceed();
  };

  const discard = useStableCallback(() => {
    save.reset();
    setAttempt(0);
    draft.discard();
  });

  // What is expected is about what is saved. Hidden where it is of no use: a key that makes an image match, or begins a
  // change, then has nothing to build.
  const { dirty } = draft;
  const lineAction = useCallback(
    ({ verdict, text }: ImageLine) => (
      <span hidden={dirty || verdict !== "matches"}>
        <ExpectButton org={org} registryId={registry.id} image={text} />
      </span>
    ),
    [org, registry.id, dirty],
  );
  const changedOnce = useEver(dirty);

  return (
    <>
      <TwoColumns
        patterns={
          <form noValidate onSubmit={submit} className="space-y-6">
            {attempt > 0 && problems.lines.length > 0 ? (
              <ErrorSummaryBox lines={problems.lines} attempt={attempt} />
            ) : null}
            <ConflictNotice draft={draft} registry={registry} />
            <PatternRows
              tester={tester}
              onChange={change}
              fieldId={fieldId}
              errors={problems.byRow}
            />
            <PreviewFailure preview={tester.preview} />
            {changedOnce ? (
              <div hidden={!dirty}>
                <WhatIfPanel tester={tester} />
              </div>
            ) : null}
            {dirty && broken.length > 0 ? (
              <BrokenExpectations
                lines={broken}
                stopped={stopped}
                saving={save.isPending}
                onOverride={proceed}
              />
            ) : null}
            {changedOnce ? (
              <SaveBar
                hidden={!dirty}
                moved={effect ? changedImages(effect) : 0}
                conflict={draft.theirs !== null}
                saving={save.isPending}
                onDiscard={discard}
              />
            ) : null}
            <SaveOutcome org={org} save={save} />
          </form>
        }
        rest={
          <div className="space-y-8">
            <ExpectationSection org={org} registry={registry} isServed={tester.isServed} editable />
            <WaysToPull org={org} registry={registry} editable />
          </div>
        }
        tester={
          <ImageTester
            tester={tester}
            patternField={(place) => patternField(fieldId(place))}
            lineAction={lineAction}
          />
        }
      />
      <Suspense>
        {asking ? (
          <ConfirmMovesDialog
            effect={asking.effect}
            onConfirm={() => send(asking.reason)}
            onClose={() => setAsking(null)}
          />
        ) : null}
      </Suspense>
      <UnsavedGuard when={dirty && !save.isPending} title="Leave the patterns?">
        <p>Your changes are not saved.</p>
      </UnsavedGuard>
    </>
  );
}

/** Whether it was ever true: what was drawn once is hidden rather than taken apart, and drawn again at a later key. */
function useEver(value: boolean): boolean {
  const [ever, setEver] = useState(value);
  if (value && !ever) setEver(true);
  return ever || value;
}

/** From the preview before a save, or from the save that was stopped. */
function brokenLines(
  preview: { brokenExpectations: readonly { image: string; after: string | null }[] } | null,
  error: unknown,
): string[] {
  if (isApiError(error, "expectation_broken")) return error.issues.map(({ message }) => message);
  return (preview?.brokenExpectations ?? []).map(({ image, after }) =>
    after === null ? `\`${image}\` would match no pattern.` : `\`${image}\` would use '${after}'.`,
  );
}
