import { createPatternIndex } from "@berth/image-pattern";
import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import type { Finding, ScanOptions } from "./scan-options.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import type { Environment } from "../environment.ts";
import { readSettings } from "../settings.ts";
import { readFiles } from "./read-files.ts";
import { sarifOf } from "./sarif.ts";
import { countVerdicts, scanFiles, type Counts, type ScannedFile } from "./scan-files.ts";

/** Says for every image of some files which registry serves it. Returns the exit code. */
export async function runScan(
  names: readonly string[],
  options: ScanOptions,
  { environment, output, signal }: CommandContext,
): Promise<ExitCode> {
  const texts = readFiles(names);
  const settings = readSettings(environment);
  const { failOn = [] } = options;
  const values = valuesOf(options.var ?? {}, environment);
  const files = await withBerth(settings, output, async (berth) => {
    const [patterns, self] = await Promise.all([
      berth.matching(signal),
      berth.self(options.project ?? settings.project, signal),
    ]);
    const entries = new Map(patterns.entries.map((entry) => [entry.id, entry]));
    const index = createPatternIndex(patterns.entries);
    const { mappings } = patterns;
    return scanFiles(texts, values, { index, entries, mappings, project: self.project });
  });
  const counts = countVerdicts(files);
  const found = failOn.some((finding) => amountOf(finding, counts) > 0);
  const code = found ? exitCode.found : exitCode.ok;
  if (options.sarif === true) output.json(sarifOf(files, failOn));
  else if (options.json === true) output.json({ ok: !found, files, counts, exitCode: code });
  else for (const line of linesOf(files)) output.line(line);
  output.note(summaryOf(files.length, counts));
  return code;
}

function valuesOf(
  given: NonNullable<ScanOptions["var"]>,
  environment: Environment,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const text = value ?? environment[name];
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function amountOf(finding: Finding, counts: Counts): number {
  return finding === "unreadable" ? counts.unreadable + counts.problems : counts[finding];
}

function linesOf(files: readonly ScannedFile[]): string[] {
  return files.flatMap(({ file, images, problems }) => [
    ...images.map(({ line, column, verdict, image, where, registry, pattern, message }) => {
      const what = verdict === "covered" ? `${registry}, ${pattern}` : message;
      return `${file}:${line}:${column}: ${verdict} ${image === "" ? where : image}: ${what}`;
    }),
    ...problems.map(
      ({ line, column, message }) => `${file}:${line}:${column}: unreadable: ${message}`,
    ),
  ]);
}

function summaryOf(files: number, counts: Counts): string {
  const { problems, ...verdicts } = counts;
  const images = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  const list = parts.length === 0 ? "" : `: ${parts.join(", ")}`;
  const faults = problems === 0 ? "" : `; ${counted(problems, "fault")} in the files themselves`;
  return `${counted(images, "image")} in ${counted(files, "file")}${list}${faults}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
