import type { Engine } from "../engine/engine.ts";
import { runClient } from "../engine/run-client.ts";
import { nameOf } from "../pull/destination.ts";

/**
 * Pulls an image into Podman's own storage. `--remote=false`: a Podman service elsewhere would read neither
 * our configuration nor our loopback, and pull with whatever login it has.
 * @see https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md
 */
export function podmanEngine(path: string): Engine {
  return {
    name: "podman",
    fetch: (job) =>
      runClient("podman", path, job, ({ auth, registries }) => ({
        arguments: ["--remote=false", "pull", "--quiet", "--authfile", auth, nameOf(job.image)],
        environment: { CONTAINERS_REGISTRIES_CONF: registries },
      })),
  };
}
