import type { Effect, OverlapView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { patternEntriesQuery, recentImagesQuery } from "#src/api/patterns.ts";
import { measured } from "#src/lib/measured.ts";
import type { ImageLine } from "./image-line.ts";
import { createLineReader } from "./line-reader.ts";
import { hostsOfRows, splitLines, usualImages } from "./image-text.ts";
import { sameEffect } from "./local-effect.ts";
import { organizationPatterns } from "./organization-patterns.ts";
import { createRowReader, markTaken, type PatternRow } from "./pattern-row.ts";
import {
  differsFrom,
  previewInput,
  rankedOverlaps,
  serverWinners,
  withServerProblems,
} from "./server-answer.ts";
import type { TestedRegistry } from "./tested-registry.ts";
import { countLines, type LineCounts, testerBase, testRows } from "./tester-model.ts";
import { usePatternCheck } from "./use-pattern-check.ts";
import { type PatternPreview, useFreshEntries, usePatternPreview } from "./use-pattern-preview.ts";

export interface TesterInput {
  org: string;
  registry: TestedRegistry;
  /** The patterns as they are typed; a blank one counts as none. */
  patterns: readonly string[];
  /** Images to start with, in place of the most pulled ones. */
  initialImages?: readonly string[] | undefined;
  /** False for people who may not ask the server for a preview. */
  confirmed?: boolean | undefined;
}

/** All that the tester shows. */
export interface Tester {
  readonly registry: TestedRegistry;
  readonly rows: readonly PatternRow[];
  /** Warnings about each pattern, by its canonical text, the gravest first. */
  readonly overlaps: ReadonlyMap<string, readonly OverlapView[]>;
  readonly imagesText: string;
  readonly setImagesText: (text: string) => void;
  /** The lines of `imagesText` that are not blank. */
  readonly images: readonly string[];
  readonly counts: LineCounts;
  /** The element that says how the images fare together, with each of them below it. */
  readonly resultId: string;
  /** What is said about the image in a place of `images`. Another function whenever that may differ. */
  readonly lineAt: (place: number) => ImageLine | null;
  /** Whether the tried patterns would serve an image. */
  readonly isServed: (image: string) => boolean;
  /** What the change does to the images pulled in the last 30 days; null while that is not known. */
  readonly effect: Effect | null;
  readonly preview: PatternPreview;
  /** The server sees something else than this page worked out; what it says is shown. */
  readonly corrected: boolean;
  /** The organization's patterns and recent images: the tester says little without them. */
  readonly entries: QueryState;
  readonly recent: QueryState;
}

type QueryState = Pick<ReturnType<typeof useQuery>, "error" | "isPending" | "refetch">;

/**
 * Works out on every keystroke which pattern serves which image, with the engine that also runs in the server, and has
 * the server confirm it once the typing pauses.
 */
export function usePatternTester(input: TesterInput): Tester {
  const { org, patterns: texts, initialImages, confirmed = true } = input;
  // Callers put it together anew for each render; the index is to be made only when it says something else.
  const registryKey = JSON.stringify(input.registry);
  const registry = useMemo(() => JSON.parse(registryKey) as TestedRegistry, [registryKey]);
  const entries = useQuery(patternEntriesQuery(org));
  const recentQuery = useQuery(recentImagesQuery(org));
  const recent = recentQuery.data ?? null;
  const { owner, check } = usePatternCheck(registry);
  const [typed, setTyped] = useState(() => initialImages?.join("\n") ?? null);

  const base = useMemo(
    () =>
      measured("tester: index", () =>
        testerBase(registry, organizationPatterns(entries.data ?? none), recent),
      ),
    [registry, entries.data, recent],
  );
  const read = useMemo(() => createRowReader(owner, check), [owner, check]);
  const rows = useMemo(
    () => measured("tester: read", () => markTaken(read(texts), registry.id, base.patterns)),
    [read, texts, registry.id, base],
  );
  const tested = useMemo(
    () => measured("tester: compare", () => testRows(base, rows)),
    [base, rows],
  );

  const hosts = registry.hostRule === null ? hostsOfRows(rows) : "";
  const usual = useMemo(
    () => (recent ? usualImages(recent, registry.hostRule, hosts) : ""),
    [recent, registry.hostRule, hosts],
  );
  const imagesText = typed ?? usual;
  const images = useMemo(() => splitLines(imagesText), [imagesText]);
  const counts = useMemo(
    () => measured("tester: count", () => countLines(images, tested.judges)),
    [images, tested],
  );

  // Until it is known which images to start with, the question would be asked twice.
  const asks = confirmed && (typed !== null || !recentQuery.isPending);
  const question = useMemo(
    () => (asks ? previewInput(registry, texts, images) : null),
    [asks, registry, texts, images],
  );
  const preview = usePatternPreview(org, question);
  const { told, corrected } = useMemo(() => {
    // While a row can't be read, server and page leave out the same rows for reasons of their own.
    const usable = preview.answer !== null && rows.every(({ problem }) => problem === null);
    if (!usable || !preview.answer) return { told: nothing, corrected: false };
    const winners = serverWinners(preview.answer, registry, base.patterns);
    const others = [...winners.entries()].filter(([place, winner]) =>
      differsFrom(winner, images[place] ?? "", tested.judges),
    );
    const moved = tested.effect !== null && !sameEffect(preview.answer.effect, tested.effect);
    return { told: new Map(others), corrected: others.length > 0 || moved };
  }, [preview.answer, rows, registry, base, images, tested]);
  useFreshEntries(org, corrected);

  return {
    registry,
    resultId: useId(),
    rows: useMemo(() => withServerProblems(rows, preview.answer), [rows, preview.answer]),
    overlaps: useMemo(() => rankedOverlaps(preview.latest), [preview.latest]),
    imagesText,
    setImagesText: setTyped,
    images,
    counts,
    lineAt: useMemo(
      () => createLineReader(images, tested.judges, told),
      [images, tested.judges, told],
    ),
    isServed: (image) => {
      const found = tested.judges.after.find(image);
      return found !== null && tested.judges.isOwn(found.id);
    },
    effect: (corrected ? preview.answer?.effect : undefined) ?? tested.effect,
    preview,
    corrected,
    entries,
    recent: recentQuery,
  };
}

const none: never[] = [];
const nothing = new Map<number, never>();
