import type { PullView } from "@berth/api-contract";
import { formatBytes, formatDuration } from "#src/lib/time-format.ts";
import type { StatusShape } from "#src/ui/status-glyph.tsx";
import type { Tone } from "#src/ui/tone.ts";
import { carrierWords } from "./carrier-words.ts";
import { shortDigest } from "./short-digest.ts";

/** One thing that happened in a pull; `after` counts from its beginning, in milliseconds. */
export interface PullStep {
  id: string;
  title: string;
  detail: string | null;
  after: number | null;
  shape: StatusShape;
  tone: Tone;
}

const done = { shape: "check-circle", tone: "success" } as const;
const waited = { shape: "triangle-clock", tone: "warning" } as const;

/** What happened in a pull, in order, as far as Berth and the worker noted it. */
export function pullSteps(pull: PullView): PullStep[] {
  return [asked(pull), decided(pull), ...onTheWay(pull), end(pull)].filter((step) => step !== null);
}

function asked({ workerToken, project, carrier }: PullView): PullStep {
  const who = workerToken === null ? "A worker" : `'${workerToken.name}'`;
  const whose = project === null ? "" : ` for ${project.name}`;
  return {
    id: "asked",
    title: `${who} asked${whose}`,
    detail: carrier === "pull" ? null : `Through ${carrierWords[carrier]}, which reports no end.`,
    after: 0,
    ...done,
  };
}

function decided({ outcome, message, scope }: PullView): PullStep {
  const titles = {
    credential: "Berth handed out a credential",
    anonymous: "Berth handed out nothing: the pull is anonymous",
    refused: "Berth refused",
  };
  const may = scope === null ? "" : ` It could do: ${scope}.`;
  const look = { shape: "slash-circle", tone: "warning" } as const;
  return {
    id: "decided",
    title: titles[outcome],
    detail: `${message}${may}`,
    after: null,
    ...(outcome === "refused" ? look : done),
  };
}

function onTheWay({ timing, bytes }: PullView): PullStep[] {
  const { manifestMs, layersMs, rateLimitedMs, troubleMs, layerHosts = [] } = timing ?? {};
  const from = layerHosts.length === 0 ? "" : ` from ${layerHosts.join(", ")}`;
  const size = bytes === null ? "" : `${formatBytes(bytes)} `;
  const manifest = manifestMs !== undefined && {
    id: "manifest",
    title: "The manifest was there",
    detail: null,
    after: manifestMs,
    ...done,
  };
  const waits = [
    rateLimitedMs !== undefined && {
      id: "rate-limited",
      title: `Waited ${formatDuration(rateLimitedMs)} for a rate limit`,
      detail: "The registry answered 429: it limits how often it may be asked.",
      after: null,
      ...waited,
    },
    troubleMs !== undefined && {
      id: "trouble",
      title: `Waited ${formatDuration(troubleMs)} because of faults`,
      detail: "The registry or the network on the way was in trouble, and the worker asked again.",
      after: null,
      ...waited,
    },
  ];
  const layers = layersMs !== undefined && {
    id: "layers",
    title: `Layers: ${size}in ${formatDuration(layersMs)}${rateOf(bytes, layersMs)}`,
    detail: from === "" ? null : `Sent${from}.`,
    after: null,
    ...done,
  };
  // When it waited is not noted; before the manifest there is room for it, or there is not.
  const waitedFirst = (rateLimitedMs ?? 0) + (troubleMs ?? 0) <= (manifestMs ?? 0);
  const steps = waitedFirst ? [...waits, manifest, layers] : [manifest, ...waits, layers];
  return steps.filter((step) => step !== false);
}

function end(pull: PullView): PullStep | null {
  const { status, carrier, durationMs, digest } = pull;
  const common = { id: "end", after: durationMs };
  switch (status) {
    case "succeeded":
      return {
        ...common,
        title: "The image arrived",
        detail: digest === null ? null : `Digest ${shortDigest(digest)}`,
        ...done,
      };
    case "failed":
      return {
        ...common,
        title: "The pull failed",
        detail: null,
        shape: "octagon-x",
        tone: "danger",
      };
    case "started":
      if (carrier !== "pull") return null;
      return {
        ...common,
        title: "No end reported yet",
        detail:
          "The pull may still run, or the worker was stopped before it could say how it ended.",
        shape: "half-ring",
        tone: "info",
      };
    case "refused":
      return null;
  }
}

function rateOf(bytes: number | null, ms: number): string {
  return bytes === null || ms < 1 ? "" : `, ${formatBytes((bytes / ms) * 1000)}/s`;
}
