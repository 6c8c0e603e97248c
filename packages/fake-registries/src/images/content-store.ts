import type { Buffer } from "node:buffer";
import type { FakeImage } from "./create-image.ts";

type Repository = {
  tags: Map<string, string>;
  manifests: Map<string, { mediaType: string; bytes: Buffer }>;
  blobs: Map<string, Buffer>;
};

/** What a fake registry holds, by repository. */
export class ContentStore {
  readonly #repositories = new Map<string, Repository>();

  /** Puts an image there under `repository:tag`. */
  add(name: string, image: FakeImage): void {
    const colon = name.lastIndexOf(":");
    if (colon <= 0)
      throw new Error(`an image needs a name of the form repository:tag, not ${name}`);
    const repository = this.#open(name.slice(0, colon));
    repository.tags.set(name.slice(colon + 1), image.digest);
    addContent(repository, image);
  }

  /** A repository with nothing in it; one that is there stays as it is. */
  create(repository: string): void {
    this.#open(repository);
  }

  has(repository: string): boolean {
    return this.#repositories.has(repository);
  }

  /** Whether one is there under exactly this path or below it. */
  hasWithin(path: string): boolean {
    return [...this.#repositories.keys()].some((name) => `${name}/`.startsWith(`${path}/`));
  }

  tags(repository: string): string[] {
    return [...(this.#repositories.get(repository)?.tags.keys() ?? [])].sort();
  }

  /** By tag or digest. */
  manifest(
    repository: string,
    reference: string,
  ): { mediaType: string; digest: string; bytes: Buffer } | null {
    const found = this.#repositories.get(repository);
    const digest = found?.tags.get(reference) ?? reference;
    const manifest = found?.manifests.get(digest);
    return manifest === undefined ? null : { digest, ...manifest };
  }

  blob(repository: string, digest: string): Buffer | null {
    return this.#repositories.get(repository)?.blobs.get(digest) ?? null;
  }

  #open(name: string): Repository {
    const found = this.#repositories.get(name);
    if (found !== undefined) return found;
    const created = { tags: new Map(), manifests: new Map(), blobs: new Map() };
    this.#repositories.set(name, created);
    return created;
  }
}

function addContent(repository: Repository, image: FakeImage): void {
  repository.manifests.set(image.digest, { mediaType: image.mediaType, bytes: image.manifest });
  for (const [digest, bytes] of image.blobs) repository.blobs.set(digest, bytes);
  for (const child of image.children) addContent(repository, child);
}
