/** Somebody who may sign in to a fake registry. */
export type Account = {
  username: string;
  secret: string;
  /** Repositories the account may pull; all of them without this. */
  pull?: readonly string[] | undefined;
  /** May push wherever it may pull. */
  push?: boolean | undefined;
  /** Rights of the vendor's own, such as `ecr:GetAuthorizationToken`, that the account doesn't have. */
  lacks?: readonly string[] | undefined;
  /** Which of its keys the secret is, where a vendor numbers them. */
  keyId?: string | undefined;
  /** The vendor's own name of it, where its user name isn't that. */
  knownAs?: string | undefined;
  /** A role that machines inside the vendor's cloud have by themselves; nobody else can take it on. */
  machine?: boolean | undefined;
  /** The secret is known but has run out. */
  expired?: boolean | undefined;
};

/** Who may pull what from a fake registry. */
export type Access = {
  accounts: readonly Account[];
  /** Repositories anyone may pull. */
  publicRepositories: readonly string[];
  /** Repositories nobody may pull, whatever their rights. */
  denies: (repository: string) => boolean;
};

/** The account of this pair, if the secret is right. One user may have several tokens with rights of their own. */
export function findAccount(access: Access, username: string, secret: string): Account | null {
  const pair = (account: Account) => account.username === username && account.secret === secret;
  return access.accounts.find(pair) ?? null;
}

/** May this account (null: anyone) pull from the repository? */
export function mayPull(access: Access, account: Account | null, repository: string): boolean {
  if (access.denies(repository)) return false;
  if (access.publicRepositories.includes(repository)) return true;
  if (account === null) return false;
  return account.pull === undefined || account.pull.includes(repository);
}
