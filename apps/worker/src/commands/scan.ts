import { InvalidArgumentError, Option } from "commander";
import { exitCodeHelp } from "../exit-code.ts";
import { settingsHelp } from "../settings.ts";
import { findings, type Finding, type ScanOptions } from "../scan/scan-options.ts";
import type { Command } from "./command.ts";
import { readProject } from "./read-project.ts";

const details = `
Reads valohai.yaml, Compose files and Kubernetes manifests. For each image, one line on standard output:
  <file>:<line>:<column>: covered <image>: <registry>, <pattern>
  <file>:<line>:<column>: uncovered <image>: no pattern covers it, it is pulled without signing in
  <file>:<line>:<column>: refused <image>: why Berth would refuse it now
  <file>:<line>:<column>: unreadable <image>: no image name, or a variable without a value
  <file>:<line>:<column>: unreadable: what is wrong in the file itself
  <file>:<line>:<column>: not-pulled <image>: built where it runs
Nothing is pulled and no credential is asked for.

${settingsHelp}

${exitCodeHelp}

Example for CI:
  berth-worker scan valohai.yaml compose.yaml --fail-on uncovered,refused --sarif > berth.sarif`;

export const scanCommand: Command = {
  define: (program, run) => {
    program
      .command("scan")
      .description("Say for every image in some files which registry serves it")
      .argument("<files...>", "valohai.yaml, Compose files, Kubernetes manifests")
      .option(
        "-p, --project <project>",
        "the project that would pull; the token's default without it",
        readProject,
      )
      .option("--fail-on <findings>", `exit 8 on any of: ${findings.join(",")}`, readFindings)
      .option(
        "--var <name=value>",
        "a variable's value, or its name to take it from the environment",
        readVariable,
      )
      .option("--json", "print one JSON object")
      .addOption(
        new Option("--sarif", "print SARIF 2.1.0, as code scanning reads it").conflicts("json"),
      )
      .addHelpText("after", details)
      .action((files: string[], options: ScanOptions) =>
        run(async (context) => {
          const { runScan } = await import("../scan/run-scan.ts");
          return runScan(files, options, context);
        }),
      );
  },
};

/** Given twice it fails on both: a gate that forgot the first would stand open. */
function readFindings(text: string, given: readonly Finding[] = []): Finding[] {
  const more = text.split(",").map((part) => {
    const found = findings.find((one) => one === part.trim());
    if (found === undefined) throw new InvalidArgumentError(`Use ${findings.join(", ")}.`);
    return found;
  });
  return [...given, ...more];
}

/** Null means: look into the environment. */
function readVariable(text: string, given: Record<string, string | null> = {}) {
  const [, name, , value] = /^([A-Za-z_]\w*)(=(.*))?$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("Use NAME=value, or NAME.");
  return { ...given, [name]: value ?? null };
}
