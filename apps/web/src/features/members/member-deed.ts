import type { MemberView } from "@berth/api-contract";

/** What is about to be done with a member; each has a dialog of its own. */
export type MemberDeed = { deed: "role" | "remove" | "leave"; member: MemberView };
