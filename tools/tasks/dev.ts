import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./run.ts";
import { writeTypeLists } from "./write-type-lists.ts";

writeTypeLists(root);

/** The server restarting at each change, and the console with hot reload on http://127.0.0.1:5173. */
const children = [
  spawn(process.execPath, ["--watch", join(root, "apps/bff/src/main.ts")], {
    cwd: root,
    stdio: "inherit",
  }),
  spawn(join(root, "apps/web/node_modules/.bin/vite"), ["--host", "127.0.0.1"], {
    cwd: join(root, "apps/web"),
    stdio: "inherit",
  }),
];
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
for (const child of children) {
  child.on("exit", (code) => {
    for (const other of children) other.kill("SIGTERM");
    process.exitCode = code ?? 0;
  });
}
