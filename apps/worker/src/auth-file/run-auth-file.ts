import type { BerthClient } from "../berth/berth-client.ts";
import { withBerth } from "../berth/with-berth.ts";
import type { AuthFileOptions } from "./auth-file-options.ts";
import type { CommandContext } from "../commands/command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure, RegistryAway } from "../failure.ts";
import { wait } from "../net/wait.ts";
import { readSettings, type Settings } from "../settings.ts";
import { untilInWords } from "../until-in-words.ts";
import { awayEntry, entryOf, type Entry, type FileEntry } from "./entry.ts";
import { loginsOf } from "./logins-of.ts";
import { refreshAfter } from "./refresh-after.ts";
import { askForImages, askForPatterns, type Asking } from "./what-to-ask.ts";
import { readOwnFile, refuseToLose, writeAuthFile } from "./write-auth-file.ts";

const atOnce = 8;
/** Berth has been asked again and again before; this keeps a server that answers at once from being flooded. */
const againMs = 2000;
/** Each time every login is asked for anew, and recorded as a pull. */
const awayMs = 30_000;

/** Writes the file once, or keeps it fresh until the process is told to end. Returns the exit code. */
export async function runAuthFile(
  images: readonly string[],
  options: AuthFileOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const all = options.all === true;
  if (all === images.length > 0) {
    const both = all ? ", not both" : "";
    throw new Failure(exitCode.usage, `Name the images to write entries for, or use --all${both}.`);
  }
  const askings = askForImages(images);
  readOwnFile(options.out);
  let settings = readSettings(context.environment);
  let begun = false;
  const update = async (): Promise<Update> => {
    settings = readAnew(settings, context);
    const project = options.project ?? settings.project;
    return await withBerth(settings, context.output, async (berth) => {
      const asked = all ? await patternsToAsk(berth, context) : askings;
      if (!begun) {
        refuseToLose(
          options.out,
          asked.map(({ key }) => key),
        );
      }
      begun = true;
      const { signal } = context;
      const written = await askAll(asked, { berth, project, settings, signal, out: options.out });
      return write(written, options, berth.nowMs(), context);
    });
  };
  const first = await update();
  return options.watch === true ? watch(first, update, options, context) : first.code;
}

/** A worker token that is rotated changes in its file; one that came through a pipe can't be read twice. */
function readAnew(last: Settings, { environment }: CommandContext): Settings {
  try {
    return readSettings(environment);
  } catch (err) {
    if (err instanceof Failure) return last;
    throw err;
  }
}

type Update = { code: ExitCode; againInMs: number };

/** @throws {Failure} where the worker token is rejected: the file is emptied before. */
async function watch(
  first: Update,
  update: () => Promise<Update>,
  { out }: AuthFileOptions,
  { signal, output }: CommandContext,
): Promise<ExitCode> {
  let pauseMs = first.againInMs;
  for (;;) {
    await wait(pauseMs, signal);
    if (signal.aborted) return signal.reason as ExitCode;
    try {
      pauseMs = (await update()).againInMs;
    } catch (err) {
      if (signal.aborted) return signal.reason as ExitCode;
      if (!(err instanceof Failure)) throw err;
      if (err.code === exitCode.tokenRejected) {
        writeAuthFile(out, { auths: {} });
        throw err;
      }
      output.note(`${err.message} The file stays as it was.`);
      pauseMs = againMs;
    }
  }
}

async function patternsToAsk(
  berth: BerthClient,
  { output, signal }: CommandContext,
): Promise<Asking[]> {
  const { askings, leftOut } = askForPatterns(await berth.patterns(signal));
  for (const pattern of leftOut) output.note(`Left out: an auth file can't say ${pattern}.`);
  return askings;
}

async function askAll(
  askings: readonly Asking[],
  tools: {
    berth: BerthClient;
    project: string | undefined;
    settings: Settings;
    signal: AbortSignal;
    out: string;
  },
): Promise<FileEntry[]> {
  const { berth, project, settings, signal, out } = tools;
  const common = { carrier: "auth-file" as const, ...(project === undefined ? {} : { project }) };
  const entries: FileEntry[] = [];
  for (let at = 0; at < askings.length; at += atOnce) {
    const group = askings.slice(at, at + atOnce).map(async (asking) => {
      const { kind, text } = asking;
      try {
        const answer =
          kind === "image"
            ? await berth.requestPull({ image: text, ...common }, signal)
            : await berth.requestPatternCredential({ pattern: text, ...common }, signal);
        return await entryOf(asking, answer, { settings, signal });
      } catch (err) {
        if (!(err instanceof RegistryAway)) throw err;
        return awayEntry(asking, err.message, readOwnFile(out).auths);
      }
    });
    entries.push(...(await Promise.all(group)));
  }
  return entries;
}

function write(
  written: readonly FileEntry[],
  { out, json }: AuthFileOptions,
  nowMs: number,
  { output }: CommandContext,
): Update {
  for (const secret of written.flatMap(({ secrets }) => secrets)) output.redactor.add(secret);
  writeAuthFile(out, { auths: loginsOf(written) });
  const entries = written.map(({ entry }) => entry);
  const code = codeOf(entries);
  const ok = code === exitCode.ok;
  if (json === true) output.json({ ok, file: out, entries, exitCode: code });
  else for (const entry of entries) output.line(lineOf(entry));
  const ends = entries.flatMap(({ outcome, expiresAt }) =>
    outcome === "credential" ? [expiresAt] : [],
  );
  const againInMs = refreshAfter(ends, nowMs);
  const away = code === exitCode.berthUnreachable;
  return { code, againInMs: away ? Math.min(againInMs, awayMs) : againInMs };
}

function codeOf(entries: readonly Entry[]): ExitCode {
  const some = (one: Entry["outcome"]) => entries.some(({ outcome }) => outcome === one);
  if (some("unavailable")) return exitCode.berthUnreachable;
  return some("refused") ? exitCode.refused : exitCode.ok;
}

function lineOf({ key, outcome, message, registry, expiresAt }: Entry): string {
  if (outcome !== "credential") return `${key}: ${outcome}. ${message}`;
  return `${key}: ${registry ?? "signed in"}, ${expiresAt === null ? "no known end" : untilInWords(expiresAt)}`;
}
