import type { WorkerCheckInput, WorkerPullAnswer } from "@berth/api-contract";
import { parseImage } from "@berth/image-pattern";
import {
  diagnose,
  requestsSent,
  runFullCheck,
  stepTitles,
  systemClock,
  type CheckTrace,
  type Diagnosis,
  type Transport,
} from "@berth/registry-client";
import type { BerthClient } from "../berth/berth-client.ts";
import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure, interruption } from "../failure.ts";
import { plainText } from "../plain-text.ts";
import { credentialFor, ownRoleFor, secretsOf } from "../pull/credential.ts";
import { sourceOf } from "../pull/source.ts";
import { readSettings, type Settings } from "../settings.ts";
import type { CheckOptions } from "./check-options.ts";
import { handedOutSubject, ownRoleSubject, type CheckSubject } from "./check-subject.ts";
import { openCheckTransport } from "./check-transport.ts";

/** Checks an image from this machine's network, tells Berth what was seen, and says it. Returns the exit code. */
export async function runCheck(
  text: string,
  options: CheckOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { environment, output, signal } = context;
  const read = parseImage(text);
  if (!read.ok) throw new Failure(exitCode.usage, `This is no image name: ${read.message}`);
  const { image } = read;
  const settings = readSettings(environment);
  const project = options.project ?? settings.project;
  const named = project === undefined ? {} : { project };
  return await withBerth(settings, output, async (berth) => {
    const answer = await berth.requestPull({ image: text, carrier: "check", ...named }, signal);
    if (answer.outcome === "refused") {
      const message = plainText(answer.message);
      throw new Failure(exitCode.refused, `Berth refused: ${message} (${answer.reason})`);
    }
    const source = sourceOf(image, answer);
    if (source === null) {
      const message = "Berth answered for another image than the one that was asked for.";
      throw new Failure(exitCode.pullFailed, message);
    }
    if (source !== image) {
      output.note(`Checked through a cache: ${source.canonical} stands for ${image.canonical}.`);
    }
    const trace = await check(settings, source, answer, context);
    const diagnosis = diagnose(trace);
    const seen = { text, named, answer, trace, diagnosis };
    if (signal.aborted) {
      await reportInterrupted(berth, seen);
      throw interruption(signal);
    }
    const sent = await tell(berth, seen, context);
    const code = canBeRead(diagnosis) ? exitCode.ok : exitCode.pullFailed;
    print(seen, { sent, code, json: options.json === true }, context);
    return code;
  });
}

async function check(
  settings: Settings,
  image: Parameters<typeof runFullCheck>[0]["image"],
  answer: WorkerPullAnswer,
  { output, signal }: CommandContext,
): Promise<CheckTrace> {
  const way = await openCheckTransport(settings, image.host);
  const { transport } = way;
  try {
    const subject = await subjectOf(
      image.host,
      { answer, settings, transport },
      { output, signal },
    );
    return await runFullCheck({
      image,
      from: "worker",
      ...subject,
      transport,
      clock: systemClock,
      signal,
      pick: {
        text: answer.match?.registry ?? "No pattern covers it: checked without a sign-in",
        evidence: {
          kind: "pick",
          canonical: image.canonical,
          ...(answer.match === null
            ? {}
            : { registry: answer.match.registry, pattern: answer.match.pattern }),
        },
      },
    });
  } finally {
    await way.close();
  }
}

async function subjectOf(
  host: string,
  way: { answer: WorkerPullAnswer; settings: Settings; transport: Transport },
  { output, signal }: Pick<CommandContext, "output" | "signal">,
): Promise<CheckSubject> {
  const { answer, settings } = way;
  const role = ownRoleFor(host, answer);
  if (role !== null) return ownRoleSubject(host, role, way);
  const found = await credentialFor(host, answer, { settings, signal });
  if (!found.ok) throw new Failure(exitCode.pullFailed, found.message);
  for (const secret of secretsOf(found.credential)) output.redactor.add(secret);
  if (found.credential === null) output.note(`Anonymous: ${plainText(answer.message)}`);
  return handedOutSubject(host, found.credential, answer, settings);
}

type Seen = {
  text: string;
  named: { project?: string };
  answer: WorkerPullAnswer;
  trace: CheckTrace;
  diagnosis: Diagnosis;
};

/** That Berth can't be told doesn't change what was seen here. The id of the check, or null. */
async function tell(
  berth: BerthClient,
  { text, named, answer, trace, diagnosis }: Seen,
  { output, signal }: CommandContext,
): Promise<string | null> {
  const { healthEffect: _, ...said } = diagnosis;
  const { digest = null } = trace.manifest ?? {};
  const durationMs = Math.round(trace.durationMs);
  const report = {
    durationMs,
    ...(digest === null ? {} : { digest }),
    ...(canBeRead(diagnosis)
      ? { status: "succeeded" as const }
      : { status: "failed" as const, error: said.symptom }),
  };
  const input: WorkerCheckInput = {
    image: text,
    ...named,
    durationMs,
    requests: requestsSent(trace.exchanges),
    steps: trace.steps,
    diagnosis: said,
    digest,
  };
  try {
    // What was handed out stands in the record as a pull, which ends here.
    await berth.reportPull(answer.pull, report, { attemptMs: 10_000, budgetMs: 15_000 });
    return await berth.sendCheck(input, signal);
  } catch (err) {
    if (!(err instanceof Failure)) throw err;
    output.note(`Berth wasn't told of the check: ${err.message}`);
    return null;
  }
}

/** What was handed out has an end in the record; half a check says nothing about the registry. */
async function reportInterrupted(berth: BerthClient, { answer, trace }: Seen): Promise<void> {
  const report = {
    status: "failed" as const,
    durationMs: Math.round(trace.durationMs),
    error: "The check was interrupted.",
  };
  await berth
    .reportPull(answer.pull, report, { attemptMs: 3000, budgetMs: 0 })
    .catch((err: unknown) => {
      if (!(err instanceof Failure)) throw err;
    });
}

function canBeRead({ outcome }: Diagnosis): boolean {
  return outcome === "ok" || outcome === "ok_but_public";
}

function print(
  { trace, diagnosis }: Pick<Seen, "trace" | "diagnosis">,
  { sent, code, json }: { sent: string | null; code: ExitCode; json: boolean },
  { output }: CommandContext,
): void {
  const { healthEffect: _, ...said } = diagnosis;
  const { durationMs, steps } = trace;
  if (json) {
    const digest = trace.manifest?.digest ?? null;
    const ok = code === exitCode.ok;
    output.json({ ok, check: sent, diagnosis: said, digest, durationMs, steps, exitCode: code });
    return;
  }
  for (const { step, status, text } of steps) output.line(`${status} ${stepTitles[step]}: ${text}`);
  output.line(`${said.outcome}: ${said.symptom}`);
  for (const cause of said.causes) output.line(`  most likely: ${cause}`);
  // Where all is well, advice to do nothing is no advice.
  const remedies = said.code === "OK" && said.causes.length === 0 ? [] : said.remedies;
  for (const remedy of remedies) output.line(`  what to do: ${remedy}`);
  if (sent !== null) output.note(`Berth shows it beside its own check (${sent}).`);
}
