import type { WorkerPullAnswer } from "@berth/api-contract";
import { formatBytes, formatDuration } from "../amount.ts";
import type { BerthClient } from "../berth/berth-client.ts";
import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import type { Engine } from "../engine/engine.ts";
import { findEngine } from "../engine/find-engine.ts";
import type { PullOptions } from "./pull-options.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { plainText } from "../plain-text.ts";
import { readSettings, type Settings } from "../settings.ts";
import { copyImage, interrupted, type Copied } from "./copy-image.ts";
import { planPull, type PullPlan } from "./plan-pull.ts";
import { reportPulls } from "./report.ts";

/** What `--json` prints, and what the lines are made from. */
export type PullResult = {
  ok: boolean;
  image: string;
  /** What was fetched. */
  canonical: string | null;
  /** What that stands for, where it came through a cache under another name. */
  mappedFrom: string | null;
  pull: string | null;
  outcome: WorkerPullAnswer["outcome"] | null;
  reason: WorkerPullAnswer["reason"];
  match: WorkerPullAnswer["match"];
  to: string;
  digest: string | null;
  bytes: number;
  durationMs: number;
  error: string | null;
  exitCode: ExitCode;
};

/** Pulls one image: asks Berth, copies, reports. Returns the exit code. */
export async function runPull(
  image: string,
  options: PullOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { environment, output } = context;
  const plan = planPull(image, options, environment);
  const settings = readSettings(environment);
  const engine = await findEngine(options.engine, environment);
  if (engine.name === "skopeo" && plan.destination.shown.startsWith("docker-daemon:")) {
    const { requireReceivingEngine } = await import("../docker/docker-engine.ts");
    await requireReceivingEngine(environment);
  }
  if (options.json !== true) output.line(`Pulling image: ${image}`);
  return withBerth(settings, output, async (berth) => {
    const result = await pull(plan, { engine, settings, berth, context });
    if (options.json === true) output.json(result);
    else if (result.digest !== null && result.ok) output.line(`Image digest: ${result.digest}`);
    sayEnd(result, output.note);
    return result.exitCode;
  });
}

type PullTools = {
  engine: Engine;
  settings: Settings;
  berth: BerthClient;
  context: CommandContext;
};

async function pull(plan: PullPlan, tools: PullTools): Promise<PullResult> {
  const { context, berth } = tools;
  const { image, project, destination } = plan;
  const startedAt = Date.now();
  const base = { image: image.text, to: destination.shown, digest: null, bytes: 0 };
  const nothing = {
    canonical: null,
    mappedFrom: null,
    pull: null,
    outcome: null,
    reason: null,
    match: null,
  };
  const ended = (code: ExitCode, error: string | null) => ({
    ok: code === exitCode.ok,
    durationMs: Date.now() - startedAt,
    error: error === null ? null : context.output.redactor.redact(error),
    exitCode: code,
  });
  let answer: WorkerPullAnswer;
  const input = { image: image.text, ...(project === undefined ? {} : { project }) };
  try {
    answer = await berth.requestPull(input, context.signal);
  } catch (err) {
    if (!(err instanceof Failure)) throw err;
    const ending = endingOf(context.signal);
    const why = ending === null ? err.message : interrupted;
    return { ...base, ...nothing, ...ended(ending ?? err.code, why) };
  }
  const { outcome, reason, match } = answer;
  const { canonical, mappedFrom = null } = answer.image;
  const known = { canonical, mappedFrom, pull: answer.pull, outcome, reason, match };
  if (outcome === "refused") {
    const why = `Berth refused the pull: ${plainText(answer.message)} (${reason ?? "no reason"})`;
    return { ...base, ...known, ...ended(exitCode.refused, why) };
  }
  const copied: Copied = await copyImage(plan, answer, tools);
  const code = copied.ok ? exitCode.ok : (endingOf(context.signal) ?? exitCode.pullFailed);
  const end = ended(code, copied.error);
  await reportPulls(copied, end, { berth, signal: context.signal, note: context.output.note });
  return { ...base, ...known, digest: copied.digest, bytes: copied.bytes, ...end };
}

/** The exit code of the signal that ended the command, if one did. */
function endingOf(signal: AbortSignal): ExitCode | null {
  return signal.aborted ? (signal.reason as ExitCode) : null;
}

function sayEnd(result: PullResult, note: (text: string) => void): void {
  const { error, bytes, durationMs, to } = result;
  if (error !== null) note(error);
  else note(`${formatBytes(bytes)} in ${formatDuration(durationMs)}, now in ${to}`);
}
