/** What a person may be in an organization, from the most to the least powerful. */
export const roles = ["owner", "admin", "support", "member"] as const;
export type Role = (typeof roles)[number];

export const managers = ["owner", "admin"] as const satisfies readonly Role[];
export const investigators = ["owner", "admin", "support"] as const satisfies readonly Role[];
export const everyone: readonly Role[] = [...roles];

/** The roles that somebody may give to others and take from them: those below their own. */
export function rolesBelow(role: Role): readonly Role[] {
  return roles.slice(roles.indexOf(role) + 1);
}
