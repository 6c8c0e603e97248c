import type { Session } from "@berth/api-contract";
import type { PersonContext } from "../context.ts";
import { sessionView } from "./session-view.ts";

export async function getSession(ctx: PersonContext): Promise<Session> {
  return await sessionView(ctx);
}
