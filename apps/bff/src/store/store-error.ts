/**
 * A failure of the database itself. `storage_full` and `unavailable` may pass, and nothing was saved; after
 * `uncertain` the command may have been carried out or not. After `broken` the store refuses everything,
 * because what the last write left on the disk is unknown.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: "storage_full" | "unavailable" | "uncertain" | "broken" | "failed";

  constructor(code: StoreError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
