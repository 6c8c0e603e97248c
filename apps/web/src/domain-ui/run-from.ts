import type { CheckSummary } from "@berth/api-contract";

/** From where a check was run, to stand behind "run from" and "checked from". */
export function runFromWords(runFrom: CheckSummary["runFrom"]): string {
  return runFrom === "server" ? "the Berth server" : `the worker '${runFrom.worker.name}'`;
}

/** What was never checked from where it counts; every trace and report ends with it. */
export function checkLimits(runFrom: CheckSummary["runFrom"]): string {
  return runFrom === "server"
    ? "Checked from the Berth server. Workers may reach the registry through another network."
    : "Checked by a worker from its own network, with what a pull there would get. It counts as the registry's health only where workers sign in with their own role.";
}
