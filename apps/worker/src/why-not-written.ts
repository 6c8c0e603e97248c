const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder isn't there",
  ENOTDIR: "its folder isn't one",
  ENAMETOOLONG: "the name is too long",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is on a file system that is only read",
  ENOSPC: "there is no space left",
  EDQUOT: "the disk quota doesn't allow it",
  EFBIG: "it is larger than a file of this process may be",
};

/** What kept something from being written, in words; the system's own code where there are none. */
export function whyNotWritten(err: unknown): string {
  const code = (err as NodeJS.ErrnoException).code ?? String(err);
  return reasons[code] ?? code;
}
