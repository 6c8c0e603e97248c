import type { Engine } from "../engine/engine.ts";
import { runClient } from "../engine/run-client.ts";
import { nameOf } from "../pull/destination.ts";

/** Copies an image to wherever `--to` says. */
export function skopeoEngine(path: string): Engine {
  return {
    name: "skopeo",
    fetch: (job) =>
      runClient("skopeo", path, job, ({ auth, registries }) => ({
        arguments: [
          "--registries-conf",
          registries,
          // A second clock, inside the child: it counts even if this process is killed.
          "--command-timeout",
          `${Math.ceil(job.timeoutMs / 1000)}s`,
          "copy",
          "--src-authfile",
          auth,
          `docker://${nameOf(job.image)}`,
          ...job.destination.arguments,
        ],
        environment: {},
      })),
  };
}
