import type { FindingText } from "./finding.ts";
import type { Names } from "./names.ts";

type Sentences = {
  ofOneRepository?: true;
  symptom: (names: Names) => string;
  causes?: (names: Names) => string[];
  remedies: (names: Names) => string[];
};

/** The sentences of a code; without `causes` the symptom says it all. */
export function findingText(
  outcome: FindingText["outcome"],
  healthEffect: FindingText["healthEffect"],
  sentences: Sentences,
): FindingText {
  return { outcome, healthEffect, causes: () => [], ...sentences };
}

/** Ends a sentence, with what the other side said where it said something. */
export function said(n: Names): string {
  return n.said === "" ? "." : `: ${n.said}`;
}

/** Which tags there are, in place of advice to look for a misspelling; empty where nothing is known. */
export function tagsThere({ nearTags }: Names): string[] {
  if (nearTags.length === 0) return [];
  return [`Choose a tag that exists: ${nearTags.map((tag) => `\`${tag}\``).join(", ")}.`];
}

/** The check was made by a worker, so advice to run it from one is none. */
export function isWorker({ asker }: Names): boolean {
  return asker === "the worker";
}

/** Who was dialled: the host, and what of its address isn't in it. */
export function placeOf(n: Names): string {
  const port = n.port === null || n.target.endsWith(`:${n.port}`) ? "" : `, port ${n.port}`;
  const address = n.address === null || n.target.startsWith(n.address) ? "" : ` (${n.address})`;
  return `\`${n.target}\`${address}${port}`;
}

/** Without its port. */
export function hostName(target: string): string {
  return target.replace(/:\d+$/, "");
}
