"use strict";
// Written in the oldest syntax that still parses, so that a Node too old for everything else gets a sentence
// instead of a stack trace.
var major = parseInt(process.versions.node.split(".")[0], 10);
if (major < 18) {
  console.error(
    "Berth needs Node 18 or newer to launch (it brings its own Node 24 from there); this is Node " +
      process.versions.node +
      ". Install a newer Node and run the command again. Nothing was changed.",
  );
  process.exit(78);
}
require("./launch-task.cjs").launch(process.argv[2], process.argv.slice(3));
