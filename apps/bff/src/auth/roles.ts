import { createAccessControl } from "better-auth/plugins/access";

/**
 * The four roles as the sign-in library knows them. It only has a say over what is its own: the
 * organization, its members and invitations. Everything else is the contract's access rules.
 */
export const accessControl = createAccessControl({
  organization: ["update", "delete"],
  member: ["create", "update", "delete"],
  invitation: ["create", "cancel"],
  team: [],
  ac: [],
} as const);

export const libraryRoles = {
  owner: accessControl.newRole({
    organization: ["update", "delete"],
    member: ["create", "update", "delete"],
    invitation: ["create", "cancel"],
  }),
  admin: accessControl.newRole({ invitation: ["create", "cancel"] }),
  support: accessControl.newRole({}),
  member: accessControl.newRole({}),
};
