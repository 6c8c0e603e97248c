import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import type { DoctorOptions } from "./doctor-options.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { hurried, readSettings, type Settings } from "../settings.ts";
import { berthFindings, failureFindings } from "./berth.ts";
import type { Finding } from "./finding.ts";
import { certificateFinding, engineFindings, proxyFinding } from "./machine.ts";

/** Somebody is waiting for the answer; that Berth is away for a moment is worth knowing. */
const patience = { retryMs: 3_000, attemptMs: 8_000 };

/** Looks for what would keep this machine from pulling. Returns the exit code. */
export async function runDoctor(
  options: DoctorOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { output, environment } = context;
  const engines = engineFindings(environment);
  const read = settingsFinding(context);
  const findings = [
    read.finding,
    ...(read.settings === null ? [] : await withSettings(read.settings, options, context)),
    ...(await engines),
  ].map((finding): Finding => ({ ...finding, message: output.redactor.redact(finding.message) }));
  const failed = findings.some(({ status }) => status === "fail");
  const code = failed ? exitCode.found : exitCode.ok;
  if (options.json === true) output.json({ ok: !failed, findings, exitCode: code });
  else for (const finding of findings) output.line(lineOf(finding));
  return code;
}

function settingsFinding({ environment }: CommandContext): {
  finding: Finding;
  settings: Settings | null;
} {
  try {
    const settings = readSettings(environment);
    const message = "the environment says all that is needed";
    return { settings, finding: { id: "settings", status: "pass", message, advice: null } };
  } catch (err) {
    if (!(err instanceof Failure)) throw err;
    const advice = "See `berth-worker doctor --help` for every variable.";
    return {
      settings: null,
      finding: { id: "settings", status: "fail", message: err.message, advice },
    };
  }
}

async function withSettings(
  settings: Settings,
  { project }: DoctorOptions,
  { output, signal }: CommandContext,
): Promise<Finding[]> {
  const { url } = settings;
  const answered = await withBerth(hurried(settings, patience), output, async (berth) => {
    try {
      return berthFindings(url, await berth.self(project ?? settings.project, signal), Date.now());
    } catch (err) {
      if (!(err instanceof Failure) || signal.aborted) throw err;
      return failureFindings(url, err, berth.skewMs());
    }
  });
  return [proxyFinding(settings), certificateFinding(settings), ...answered];
}

function lineOf({ status, id, message, advice }: Finding): string {
  const end = /[.?!]$/.test(message) ? "" : ".";
  return `${status} ${id}: ${message}${advice === null ? "" : `${end} ${advice}`}`;
}
