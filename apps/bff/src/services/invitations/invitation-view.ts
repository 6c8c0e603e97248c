import type { InvitationView } from "@berth/api-contract";
import type { Invitation } from "../../store/rows.ts";
import { iso } from "../time.ts";

export function invitationView(invitation: Invitation, now: number): InvitationView {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation;
  return {
    id,
    email,
    role,
    state: expiresAt <= now ? "expired" : "pending",
    invitedBy,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
  };
}
