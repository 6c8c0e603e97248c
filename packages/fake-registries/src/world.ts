import type { Access } from "./accounts.ts";
import type { ContentStore } from "./images/content-store.ts";

/** What a fake registry is made of; its dialect and the scenarios work on it. */
export type World = {
  access: Access;
  store: ContentStore;
  /** Scheme, host and port of the registry. Known once it listens. */
  origin(): string;
  /** The same of the server beside it, which nobody should trust by itself. */
  elsewhere(): string;
};
