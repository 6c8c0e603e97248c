import type * as imageFiles from "@berth/image-files";
import type { FileProblem, FoundImages, ResolvedImage } from "@berth/image-files";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";

export interface FoundInFile {
  readonly kind: FoundImages["kind"];
  readonly images: readonly ResolvedImage[];
  readonly problems: readonly FileProblem[];
}

/**
 * Reads the text in this browser. A long text is read when the typing leaves time for it. `found` is null while there is
 * no text, or the reader's code is still on its way; `error` says that the code did not come.
 */
export function useFoundImages(
  text: string,
  fileName: string | undefined,
  values: Readonly<Record<string, string>>,
): { found: FoundInFile | null; error: unknown; retry: () => void } {
  const reader = useQuery({
    queryKey: ["image-files"],
    queryFn: loadReader,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const settled = useDeferredValue(text);
  const found = useMemo(
    () =>
      reader.data && settled.trim() !== "" ? reader.data.findImages(settled, { fileName }) : null,
    [reader.data, settled, fileName],
  );
  return {
    found: useMemo(
      () =>
        reader.data && found
          ? { ...found, images: reader.data.applyVariables(found.images, values) }
          : null,
      [reader.data, found, values],
    ),
    error: reader.error,
    retry: () => void reader.refetch(),
  };
}

/** Reading YAML weighs as much as the rest of the console: it comes beside the page. */
async function loadReader(): Promise<Pick<typeof imageFiles, "findImages" | "applyVariables">> {
  const { applyVariables, findImages } = await import("@berth/image-files");
  return { applyVariables, findImages };
}

/** What is asked about: each name once. Whatever is built locally is not pulled, so nobody serves it. */
export function referencesOf(found: FoundInFile | null): string[] {
  const references = (found?.images ?? []).flatMap(({ pulled, reference }) =>
    pulled && reference !== null ? [reference] : [],
  );
  return [...new Set(references)];
}
