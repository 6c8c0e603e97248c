/**
 * How far the operator lets the identity of the server itself be used: not at all, only to take on roles
 * that an organization names, or as it is as well.
 */
export const serverRoleUses = ["refuse", "assume", "allow"] as const;
export type ServerRoleUse = (typeof serverRoleUses)[number];

/** What a guide tells of the server and the organization, where it is known. Public. */
export interface GuideFacts {
  /** Made for the organization alone; goes into the trust policy of a role of theirs. */
  readonly externalId?: string | undefined;
  /** The server's own identity, as a trust policy names it. */
  readonly serverArn?: string | undefined;
}
