import type { Role } from "@berth/api-contract";
import type { Mail } from "../../mail/mailer.ts";

/** What Berth writes to people. Plain text, and the one link on a line of its own. */

const roleWords: Record<Role, string> = {
  owner: "an owner",
  admin: "an admin",
  support: "support",
  member: "a member",
};

export function invitationMail(facts: {
  to: string;
  organization: string;
  role: Role;
  invitedBy: string;
  link: string;
  days: number;
}): Mail {
  const { to, organization, role, invitedBy, link, days } = facts;
  return {
    to,
    subject: `Join ${organization} in Berth`,
    text: `${invitedBy} invites you to ${organization} in Berth, as ${roleWords[role]}.

Accept the invitation:
${link}

The link works once, for ${days} days, and for this address only. If you don't know what this is about, do nothing: without the link nobody can join in your name.
`,
  };
}

export function passwordResetMail(facts: { to: string; link: string; minutes: number }): Mail {
  const { to, link, minutes } = facts;
  return {
    to,
    subject: "Set a new password for Berth",
    text: `Somebody, probably you, asked to set a new password for your account in Berth.

Set a new password:
${link}

The link works once, for ${minutes} minutes. If it was not you, do nothing: your password stays as it is.
`,
  };
}

export function organizationDeletedNotice(facts: {
  to: string;
  organization: string;
  by: string;
}): Mail {
  const { to, organization, by } = facts;
  return {
    to,
    subject: `${organization} was deleted from Berth`,
    text: `${by} deleted ${organization} from Berth, with its registries, their secrets, projects, worker tokens and pulls. Its workers can no longer pull with it.

You were one of its owners. If this should not have happened, tell whoever runs Berth at once: a backup may still hold it.
`,
  };
}

/** What happened to an account, for whoever would want to know that it was not them. */
export function accountNotice(facts: { to: string; what: string; remedy: string }): Mail {
  const { to, what, remedy } = facts;
  return {
    to,
    subject: what,
    text: `${what}.

If it was you, there is nothing to do. If not: ${remedy}
`,
  };
}
