import type { ImageReference } from "@berth/image-pattern";
import type { Environment } from "../environment.ts";

/** What can be told to fetch an image; `skopeo` where nothing is said. */
export const engineNames = ["skopeo", "podman", "docker"] as const;

export type EngineName = (typeof engineNames)[number];

/** Where the image goes: what is shown, its name there, and the arguments skopeo gets. */
export type Destination = { shown: string; name: string; arguments: string[] };

/** One image to fetch from the loopback proxy. */
export type EngineJob = {
  image: ImageReference;
  /** The tag or digest to fetch. */
  reference: string;
  /** What stands for the image's repository: `127.0.0.1:<port>/<name>`. Must be shown to nobody else. */
  location: string;
  destination: Destination;
  environment: Environment;
  timeoutMs: number;
  signal: AbortSignal;
};

export type EngineResult = {
  /** Why it ended, where it didn't end by itself. */
  stopped: "timeout" | "aborted" | null;
  /** Why it failed by its own account, in one sentence; null where the image is at its destination. */
  error: string | null;
};

/** A client that fetches images, found on this machine and ready. */
export type Engine = {
  name: EngineName;
  /** Fetches the image without any login. Rejects only where the client can't be started. */
  fetch: (job: EngineJob) => Promise<EngineResult>;
};
