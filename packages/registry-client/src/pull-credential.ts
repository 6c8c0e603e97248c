/** What a worker needs to pull one image. Times are milliseconds since the epoch. */
export type PullCredential =
  /** A bearer for pulling this one repository. */
  | { kind: "token"; token: string; scope: string; expiresAt: number }
  /**
   * A user name and secret. `stored`: they are the stored ones, since the registry knows nothing
   * shorter. `scope` says what it opens, where that is known.
   */
  | {
      kind: "pair";
      username: string;
      secret: string;
      stored: boolean;
      scope?: string | undefined;
      expiresAt: number | null;
    }
  /** The registry asked for no sign-in. */
  | { kind: "none" };
