import type { Environment } from "../settings.ts";

/** Where the image goes: what is shown, and the arguments skopeo gets. */
export type Destination = { shown: string; arguments: string[] };

export type DestinationResult =
  | { ok: true; destination: Destination }
  | { ok: false; message: string };

/** The forms that `--help` names. `docker:` is missing on purpose: it would push. */
export const destinationForms = [
  "oci:<dir>[:tag]",
  "dir:<dir>",
  "containers-storage:<name>",
  "docker-daemon:<name>:<tag>",
];

/**
 * Reads `--to`. Without it the image goes where `podman pull` puts it, under its own canonical name.
 * @param image canonical, with tag or digest.
 */
export function parseDestination(
  text: string | undefined,
  image: string,
  environment: Environment,
): DestinationResult {
  const shown = text ?? `containers-storage:${image}`;
  const [, transport = "", rest = ""] = /^([a-z-]+):(.*)$/s.exec(shown) ?? [];
  if (!["oci", "dir", "containers-storage", "docker-daemon"].includes(transport)) {
    return { ok: false, message: `--to takes ${destinationForms.join(", ")}; not "${shown}".` };
  }
  if (rest.trim() === "" || rest.startsWith(":") || /\p{Cc}/u.test(rest)) {
    return { ok: false, message: `--to ${transport}: lacks what follows the colon.` };
  }
  if (transport === "docker-daemon" && !/:[\w.-]+$/.test(rest)) {
    return { ok: false, message: "--to docker-daemon: needs a name with a tag." };
  }
  const options = transport === "docker-daemon" ? daemonOptions(environment) : [];
  return { ok: true, destination: { shown, arguments: [...options, shown] } };
}

/** skopeo takes the engine's address from its command line only. */
function daemonOptions(environment: Environment): string[] {
  const host = environment["DOCKER_HOST"] ?? "";
  const certificates = environment["DOCKER_CERT_PATH"] ?? "";
  return [
    ...(host === "" ? [] : ["--dest-daemon-host", host]),
    ...(host === "" || certificates === "" ? [] : ["--dest-cert-dir", certificates]),
  ];
}
