/** The stored credential, opened. `settings` are public facts that some types need to sign in. */
export type Credential = {
  readonly username: string;
  readonly secret: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
};
