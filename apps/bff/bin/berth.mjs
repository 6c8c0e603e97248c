#!/usr/bin/env node
// The operator's command line of this clone. Plain old JavaScript, so that even an old Node gets as far as its message.
var parts = process.versions.node.split(".").map(Number);

if (parts[0] > 22 || (parts[0] === 22 && parts[1] >= 22)) {
  void import("../src/berth.ts");
} else {
  process.stderr.write(
    "berth: needs Node 22.22 or newer; this is " +
      process.versions.node +
      ". In a clone, `npx --no-install berth` uses the one that came with the dependencies.\n",
  );
  process.exitCode = 69;
}
