import type { Role } from "@berth/api-contract";

/** What each role may do, as one sentence. */
export const roleRights: Record<Role, string> = {
  owner: "Owners can do everything, members and settings included.",
  admin: "Admins manage registries, secrets, patterns, worker tokens and projects.",
  support: "Support can explain images and run checks, but not see or change credentials.",
  member: "Members see the pulls of their own projects and can explain their images.",
};
