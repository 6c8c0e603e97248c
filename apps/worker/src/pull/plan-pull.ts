import { parseImage, type ImageReference } from "@berth/image-pattern";
import type { PullOptions } from "./pull-options.ts";
import type { Destination } from "../engine/engine.ts";
import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import type { Environment } from "../environment.ts";
import { parseDestination } from "./destination.ts";

/** A pull whose command line makes sense. */
export type PullPlan = {
  image: ImageReference;
  /** The tag or digest to fetch. */
  reference: string;
  project: string | undefined;
  destination: Destination;
  timeoutMs: number;
};

/** @throws {Failure} where image or destination can't be read. */
export function planPull(text: string, options: PullOptions, environment: Environment): PullPlan {
  const read = parseImage(text);
  if (!read.ok) throw new Failure(exitCode.usage, `This is no image name: ${read.message}`);
  const { image } = read;
  const to = parseDestination(options.to, options.engine, image, environment);
  if (!to.ok) throw new Failure(exitCode.usage, to.message);
  return {
    image,
    reference: image.digest ?? image.tag ?? "latest",
    project: options.project ?? (environment["BERTH_PROJECT"] || undefined),
    destination: to.destination,
    timeoutMs: options.timeout * 1000,
  };
}
