import { nodeTooOld } from "./node-version.ts";

const tooOld = nodeTooOld(process.versions.node);
if (tooOld === null) {
  // Libraries print their own warnings; the standard error of a command line is part of its interface.
  process.removeAllListeners("warning");
  void import("./start.ts").then(({ start }) => start());
} else {
  process.stderr.write(`${tooOld}\n`);
  process.exitCode = 2;
}
