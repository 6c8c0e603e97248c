import { defineRoute } from "../define-route.ts";
import { everyone, managers } from "../roles.ts";
import { orgItemParams, orgParams } from "../schemas/common.ts";
import {
  invitationAcceptSchema,
  invitationCreateSchema,
  invitationListSchema,
  invitationLookSchema,
  invitationOfferSchema,
  invitationSentSchema,
  memberListSchema,
  memberUpdateSchema,
} from "../schemas/member.ts";
import { sessionSchema } from "../schemas/session.ts";

const manager = { who: "member", roles: managers } as const;

export const memberRoutes = {
  listMembers: defineRoute({
    method: "get",
    path: "/organizations/{org}/members",
    summary: "Who belongs to the organization",
    access: { who: "member", roles: everyone, scope: "projects:read" },
    params: orgParams,
    status: 200,
    response: memberListSchema,
  }),
  changeRole: defineRoute({
    method: "patch",
    path: "/organizations/{org}/members/{id}",
    summary: "Give a member another role; the last owner stays one",
    access: { who: "member", roles: ["owner"], confirmed: true },
    params: orgItemParams,
    body: memberUpdateSchema,
    status: 204,
  }),
  removeMember: defineRoute({
    method: "delete",
    path: "/organizations/{org}/members/{id}",
    summary: "Remove a member below one's own role, with their personal projects here",
    access: { who: "member", roles: managers, confirmed: true },
    params: orgItemParams,
    status: 204,
  }),
  leaveOrganization: defineRoute({
    method: "post",
    path: "/organizations/{org}/leave",
    summary:
      "Leave the organization; one's personal projects here go too. Ends a visit of support staff",
    access: { who: "member", roles: everyone, visitors: true },
    params: orgParams,
    status: 204,
  }),
  listInvitations: defineRoute({
    method: "get",
    path: "/organizations/{org}/invitations",
    summary: "Invitations that nobody has accepted yet, expired ones included",
    access: manager,
    params: orgParams,
    status: 200,
    response: invitationListSchema,
  }),
  inviteMember: defineRoute({
    method: "post",
    path: "/organizations/{org}/invitations",
    summary: "Invite an address with a role below one's own",
    access: manager,
    params: orgParams,
    body: invitationCreateSchema,
    status: 201,
    response: invitationSentSchema,
    answersSecret: true,
  }),
  renewInvitation: defineRoute({
    method: "post",
    path: "/organizations/{org}/invitations/{id}/renew",
    summary: "Send an invitation again, with a new link in place of the old one",
    access: manager,
    params: orgItemParams,
    status: 200,
    response: invitationSentSchema,
    answersSecret: true,
  }),
  revokeInvitation: defineRoute({
    method: "delete",
    path: "/organizations/{org}/invitations/{id}",
    summary: "Take an invitation back; its link ends at once",
    access: manager,
    params: orgItemParams,
    status: 204,
  }),
  lookAtInvitation: defineRoute({
    method: "post",
    path: "/invitations/look",
    summary: "What an invitation offers, for whoever holds its link",
    access: { who: "anyone" },
    body: invitationLookSchema,
    status: 200,
    response: invitationOfferSchema,
  }),
  acceptInvitation: defineRoute({
    method: "post",
    path: "/invitations/accept",
    summary: "Make an account for the invited address, join, and sign in",
    access: { who: "anyone" },
    body: invitationAcceptSchema,
    status: 201,
    response: sessionSchema,
  }),
  joinOrganization: defineRoute({
    method: "post",
    path: "/invitations/join",
    summary: "Accept an invitation with the account that is signed in, if it is the invited one",
    access: { who: "person" },
    body: invitationLookSchema,
    status: 200,
    response: sessionSchema,
  }),
} as const;
