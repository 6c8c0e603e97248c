import type { Effect, MovedImage } from "@berth/api-contract";
import type { PatternEntry } from "../../store/rows.ts";
import type { MemberContext } from "../context.ts";
import { winnerIn, type IndexPair } from "./change.ts";

const days = 30;
const imagesMax = 2000;

/** What a change would do to the images pulled lately, by the registry that serves them. */
export function effectOf(
  { images, daysRecorded }: Awaited<ReturnType<typeof recentImages>>,
  { before, after }: IndexPair,
): Effect {
  const effect: Effect = { gain: [], switch: [], lose: [], unchanged: 0, daysRecorded };
  for (const { image, pulls, projects } of images) {
    const now = winnerIn(before, image);
    const then = winnerIn(after, image);
    if (now?.registryId === then?.registryId) {
      effect.unchanged += 1;
      continue;
    }
    const moved: MovedImage = { image, now: place(now), after: place(then), pulls, projects };
    if (now === null) effect.gain.push(moved);
    else if (then === null) effect.lose.push(moved);
    else effect.switch.push(moved);
  }
  return effect;
}

/** Images pulled in the last 30 days, most pulled first. */
export async function recentImages(
  ctx: Pick<MemberContext, "store" | "organization" | "clock">,
): ReturnType<MemberContext["store"]["pulls"]["recentImages"]> {
  return await ctx.store.pulls.recentImages(ctx.organization.id, {
    days,
    now: ctx.clock(),
    limit: imagesMax,
  });
}

function place(entry: PatternEntry | null): MovedImage["now"] {
  if (entry === null) return null;
  const { registryId, registryName, pattern } = entry;
  return { registryId, registryName, pattern };
}
