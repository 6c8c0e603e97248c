#!/usr/bin/env node
// Starts the built file of this clone. Plain old JavaScript, so that even an old Node gets as far as its message.
import { existsSync } from "fs";

const built = new URL("../dist/berth-worker.mjs", import.meta.url);

if (existsSync(built)) {
  void import(built.href);
} else {
  process.stderr.write(
    "berth-worker isn't built yet. Run `npm start` (or `npm run build`) in the clone first.\n",
  );
  process.exitCode = 1;
}
