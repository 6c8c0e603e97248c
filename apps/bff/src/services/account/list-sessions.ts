import type { AccountSession } from "@berth/api-contract";
import { endsOf } from "../../auth/session-lifetime.ts";
import type { PersonContext } from "../context.ts";
import { iso } from "../time.ts";
import { deviceWords } from "./device-words.ts";

/** Where somebody is signed in, what was used last first. */
export async function listSessions(ctx: PersonContext): Promise<AccountSession[]> {
  const sessions = await ctx.store.sessions.list(ctx.person.id);
  return sessions
    .filter((session) => endsOf(session).idleAt > ctx.clock())
    .map(({ id, startedAt, seenAt, address, userAgent }) => ({
      id,
      current: id === ctx.session.id,
      device: deviceWords(userAgent),
      address,
      startedAt: iso(startedAt),
      seenAt: iso(seenAt),
    }));
}
