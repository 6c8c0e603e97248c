import type { WorkerPattern } from "@berth/api-contract";
import { kubeletMatch } from "@berth/image-pattern";

export type MatchImages = {
  /** Sorted, none within another. */
  matchImages: string[];
  /** Where the kubelet asks for more than the patterns cover, and why. */
  notes: string[];
};

/** The narrowest list by which the kubelet asks for every image that the patterns cover. */
export function matchImagesOf(patterns: readonly WorkerPattern[]): MatchImages {
  const all = new Set<string>();
  const notes: string[] = [];
  for (const entry of patterns) {
    const { matches, wider } = kubeletMatch(entry);
    for (const match of matches) {
      all.add(match);
      notes.push(...wider.map((more) => `${match} (for ${entry.pattern}) ${more}`));
    }
  }
  const matchImages = [...all].filter((one) => ![...all].some((other) => within(one, other)));
  const left = new Set(matchImages);
  return {
    matchImages: matchImages.sort(),
    notes: [...new Set(notes)].filter((note) => left.has(note.slice(0, note.indexOf(" ")))).sort(),
  };
}

/** Whether the kubelet asks for everything of one entry because of another. */
function within(one: string, other: string): boolean {
  if (one === other) return false;
  const [host, otherHost] = [one, other].map((text) => text.split("/")[0]);
  return host === otherHost && (other === otherHost || one.startsWith(other));
}
