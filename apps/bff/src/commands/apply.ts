import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { StartError } from "../boot/start-error.ts";
import { commandExit, type Command } from "./command.ts";
import type { RemoteOptions } from "./remote-access.ts";

type ApplyOptions = RemoteOptions & { yes?: boolean; prune?: boolean; allowVariable?: string[] };

const help = `
Without --yes nothing is changed: the plan is shown, and the command ends with 1 where there is something to do.
With --yes it ends with 1 where a part of the plan could not be done; the rest has been.

Asks the API, with the token in BERTH_API_TOKEN: it needs the scopes registries:read and :write, projects:read and
:write, and settings:read and :write where the file has alert channels, pull-through caches or settings. A secret is
never in the file. It is read from the variable that secretFrom names, and sent only where a registry is added or its
destination moves. The variable's name begins with BERTH_SECRET_, or is allowed with --allow-variable: the file also
says where the value goes. The address of a webhook, and what is asked of sign-ins, are set by hand; the plan says where.`;

export const applyCommand: Command = {
  define: (program, run) => {
    program
      .command("apply")
      .argument("<file>", "what 'berth export' has printed, or - for standard input")
      .description("Show what a file would change in an organization, and change it with --yes")
      .option("-o, --organization <name>", "as in addresses; by default BERTH_ORGANIZATION")
      .option("--url <address>", "where Berth is; by default BERTH_URL")
      .option("--prune", "delete what is only in Berth")
      .option(
        "--allow-variable <name>",
        "let the file read a secret from a variable whose name doesn't begin with BERTH_SECRET_; repeatable",
        (name: string, before?: string[]) => [...(before ?? []), name],
      )
      .option("-y, --yes", "carry the plan out")
      .addHelpText("after", help)
      .action((file: string, options: ApplyOptions) =>
        run(async (context) => {
          const { remoteAccess } = await import("./remote-access.ts");
          const { orStartError } = await import("./remote-refusal.ts");
          const { readDocument } = await import("../configuration/document.ts");
          const { readState } = await import("../configuration/read-state.ts");
          const { makePlan } = await import("../configuration/plan.ts");
          const { showPlan, titleOf } = await import("../configuration/show-plan.ts");
          const { carryOut } = await import("../configuration/carry-out.ts");
          const { output, env } = context;
          const { api, org } = remoteAccess(context, options);
          const read = readDocument(await textOf(context.cwd, file));
          if (!read.ok) {
            for (const problem of read.problems) output.note(`berth: ${file}: ${problem}`);
            return commandExit.usage;
          }
          const state = await orStartError(readState(api, org));
          const prune = options.prune === true;
          const variables = { values: env, allowed: options.allowVariable ?? [] };
          const plan = makePlan(read.document, state, { prune, variables });
          for (const line of showPlan(plan)) output.line(line);
          if (plan.steps.length === 0) return commandExit.ok;
          if (options.yes !== true) {
            output.note("Nothing was changed. Add --yes to carry the plan out.");
            return commandExit.found;
          }
          const outcomes = await carryOut(api, org, plan.steps);
          let failed = 0;
          for (const { step, problem } of outcomes) {
            if (step.do === "refuse" || problem !== null) failed += 1;
            if (step.do === "refuse") continue;
            output.line(
              problem === null
                ? `done: ${titleOf(step)}`
                : `NOT DONE: ${titleOf(step)}: ${problem}`,
            );
          }
          return failed === 0 ? commandExit.ok : commandExit.found;
        }),
      );
  },
};

async function textOf(cwd: string, file: string): Promise<string> {
  try {
    return await readFile(file === "-" ? "/dev/stdin" : resolve(cwd, file), "utf8");
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder" }[code] ?? code;
    throw new StartError("argument", `${file} can't be read: ${why}.`, err);
  }
}
