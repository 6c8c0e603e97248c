import { acceptInvitation } from "../../services/invitations/accept.ts";
import { inviteMember } from "../../services/invitations/create.ts";
import { joinOrganization } from "../../services/invitations/join.ts";
import { listInvitations } from "../../services/invitations/list.ts";
import { lookAtInvitation } from "../../services/invitations/look.ts";
import { renewInvitation } from "../../services/invitations/renew.ts";
import { revokeInvitation } from "../../services/invitations/revoke.ts";
import { changeRole } from "../../services/members/change-role.ts";
import { leaveOrganization } from "../../services/members/leave.ts";
import { listMembers } from "../../services/members/list.ts";
import { removeMember } from "../../services/members/remove.ts";
import type { Handlers } from "../route-types.ts";
import { answerSignedIn, clientOf } from "./session.ts";

export const memberHandlers = {
  listMembers: async ({ ctx }) => ({ members: await listMembers(ctx) }),
  changeRole: ({ ctx }, { params, body }) => changeRole(ctx, params.id, body.role),
  removeMember: ({ ctx }, { params }) => removeMember(ctx, params.id),
  leaveOrganization: ({ ctx }) => leaveOrganization(ctx),
  listInvitations: async ({ ctx }) => ({ invitations: await listInvitations(ctx) }),
  inviteMember: ({ ctx }, { body }) => inviteMember(ctx, body),
  renewInvitation: ({ ctx }, { params }) => renewInvitation(ctx, params.id),
  revokeInvitation: ({ ctx }, { params }) => revokeInvitation(ctx, params.id),
  lookAtInvitation: ({ ctx }, { body }) => lookAtInvitation(ctx, body.token),
  acceptInvitation: async (call, { body }) =>
    answerSignedIn(call, await acceptInvitation(call.ctx, body, clientOf(call))),
  joinOrganization: ({ ctx }, { body }) => joinOrganization(ctx, body.token),
} satisfies Partial<Handlers>;
