import type { ImageReference } from "@berth/image-pattern";
import { contextUnreadable, engineHost, usualHost } from "../docker/engine-address.ts";
import type { Destination, EngineName } from "../engine/engine.ts";
import type { Environment } from "../environment.ts";

export type DestinationResult =
  | { ok: true; destination: Destination }
  | { ok: false; message: string };

/** The forms that `--help` names. `docker:` is missing on purpose: it would push. */
const forms = {
  skopeo: [
    "oci:<dir>[:tag]",
    "dir:<dir>",
    "containers-storage:<name>",
    "docker-daemon:<name>:<tag>",
  ],
  podman: ["containers-storage:<the image's own name>"],
  docker: ["docker-daemon:<name>:<tag>"],
};

/**
 * Reads `--to`. Without it the image goes where the engine's own pull puts it, under its own canonical name.
 * Podman and Docker fill their own storage and nothing else.
 */
export function parseDestination(
  text: string | undefined,
  engine: EngineName,
  image: ImageReference,
  environment: Environment,
): DestinationResult {
  const own = ownDestination(engine, image);
  const shown = text ?? own;
  if (shown === null) {
    const message =
      "The Docker engine names an image by its tag; add --to docker-daemon:<name>:<tag> to pull by digest.";
    return { ok: false, message };
  }
  const [, transport = "", rest = ""] = /^([a-z-]+):(.*)$/s.exec(shown) ?? [];
  const known = forms[engine].some((form) => form.startsWith(`${transport}:`));
  if (transport === "" || !known || (engine === "podman" && shown !== own)) {
    return { ok: false, message: unknownForm(engine, shown) };
  }
  if (rest.trim() === "" || rest.startsWith(":") || /\p{Cc}/u.test(rest)) {
    return { ok: false, message: `--to ${transport}: lacks what follows the colon.` };
  }
  if (transport === "docker-daemon" && !/[^:/]:[\w.-]+$/.test(rest)) {
    return { ok: false, message: "--to docker-daemon: needs a name with a tag." };
  }
  const options = transport === "docker-daemon" ? daemonOptions(environment) : [];
  if (options === null) return { ok: false, message: contextUnreadable };
  return { ok: true, destination: { shown, name: rest, arguments: [...options, shown] } };
}

/** Null where the engine has no name for an image that is pulled by digest alone. */
function ownDestination(engine: EngineName, image: ImageReference): string | null {
  if (engine !== "docker") return `containers-storage:${nameOf(image)}`;
  const tag = image.tag ?? (image.digest === undefined ? "latest" : undefined);
  return tag === undefined ? null : `docker-daemon:${image.canonical}:${tag}`;
}

function unknownForm(engine: EngineName, shown: string): string {
  const takes = `--to takes ${forms[engine].join(", ")}; not "${shown}".`;
  return engine === "skopeo"
    ? takes
    : `With --engine ${engine} ${takes} --engine skopeo takes more.`;
}

/** The canonical name with what is fetched. A digest says everything; clients refuse a tag beside it. */
export function nameOf(image: ImageReference): string {
  return image.digest === undefined
    ? `${image.canonical}:${image.tag ?? "latest"}`
    : `${image.canonical}@${image.digest}`;
}

/** skopeo takes the engine's address from its command line only, and knows no contexts. */
function daemonOptions(environment: Environment): string[] | null {
  const host = engineHost(environment);
  if (host === null) return null;
  if (host === usualHost) return [];
  const certificates = environment["DOCKER_CERT_PATH"] ?? "";
  return [
    "--dest-daemon-host",
    host,
    ...(certificates === "" ? [] : ["--dest-cert-dir", certificates]),
  ];
}
