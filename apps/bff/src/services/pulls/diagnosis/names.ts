import { parseImage } from "@berth/image-pattern";
import type { Pull } from "../../../store/rows.ts";

/** The user's own names, ready to be put into sentences. */
export type PullNames = {
  /** As it was asked for. */
  image: string;
  host: string;
  path: string;
  reference: string;
  /** In quotation marks; null where no registry served the image. */
  registry: string | null;
  signedIn: boolean;
  workerToken: string;
  /** The host that the message is about, where it is not the registry's own. */
  elsewhere: string | null;
};

const hubHosts = ["registry-1.docker.io", "auth.docker.io", "index.docker.io", "docker.io"];

export function namesOf(pull: Pull, messageHost: string | null): PullNames {
  const parsed = parseImage(pull.canonical ?? pull.image);
  const { host, path, tag, digest } = parsed.ok
    ? parsed.image
    : { host: pull.image, path: pull.image, tag: undefined, digest: undefined };
  const own = messageHost === null || messageHost === host || isHub(host, messageHost);
  return {
    image: pull.image,
    host,
    path,
    reference: digest ?? tag ?? "latest",
    registry: pull.registry === null ? null : `'${pull.registry.name}'`,
    signedIn: pull.outcome === "credential",
    workerToken: pull.workerToken === null ? "the worker" : `'${pull.workerToken.name}'`,
    elsewhere: own ? null : messageHost,
  };
}

function isHub(host: string, named: string): boolean {
  return host === "docker.io" && hubHosts.includes(named);
}
