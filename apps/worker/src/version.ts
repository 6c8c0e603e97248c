import manifest from "../package.json" with { type: "json" };

export const version = manifest.version;

/** Who is asking, for the log of Berth and of registries. */
export const userAgent = `berth-worker/${version}`;
