import type { Role } from "@berth/api-contract";
import { roleWords } from "#src/api/session.ts";
import type { RadioCard } from "#src/ui/radio-cards.tsx";
import { roleRights } from "./role-words.ts";

/** Roles to choose from, each with what it may do. */
export function roleCards(roles: readonly Role[]): RadioCard[] {
  return roles.map((value) => ({
    value,
    label: roleWords[value],
    description: roleRights[value],
  }));
}
