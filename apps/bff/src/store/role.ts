import { roles, type Role } from "@berth/api-contract";

/** The library keeps roles as free text, several of them comma-separated; anything unknown counts as the least. */
export function toRole(text: string | null): Role {
  const held = (text ?? "").split(",");
  return roles.find((role) => held.includes(role)) ?? "member";
}
