import { StartError } from "../boot/start-error.ts";
import type { BrokenChain } from "../store/ports/audit.ts";
import type { Store } from "../store/store.ts";
import { counted } from "./counted.ts";
import type { EarlierHead } from "./audit-heads-file.ts";

export type ChainLine = { ok: boolean; text: string };

/** One line for each organization's chain, and one for each earlier head that it no longer passes through. */
export async function verifyChains(
  { audit }: Pick<Store, "audit">,
  { slug, earlier }: { slug: string | null; earlier: readonly EarlierHead[] },
): Promise<ChainLine[]> {
  const heads = (await audit.heads()).filter((head) => slug === null || head.slug === slug);
  if (heads.length === 0 && slug !== null) {
    throw new StartError("argument", `No organization has the slug ${slug}.`);
  }
  const lines: ChainLine[] = [];
  for (const { organizationId, slug: known } of heads) {
    const name = known ?? organizationId;
    const result = await audit.verify(organizationId);
    lines.push(
      result.ok
        ? { ok: true, text: `${name}: ${counted(result.events, "event")}, one unbroken chain` }
        : { ok: false, text: `${name}: BROKEN at ${describe(result)}` },
    );
    for (const head of earlier.filter((one) => one.organizationId === organizationId)) {
      const hash = await audit.hashAt(organizationId, head.sequence);
      if (hash === head.hash) continue;
      const what = hash === null ? "is gone" : "is not the one it was";
      const text = `${name}: BROKEN: event ${head.sequence}, the last when the head was kept, ${what}`;
      lines.push({ ok: false, text });
    }
  }
  const missing = earlier.filter(
    (head) =>
      (slug === null || head.slug === slug) &&
      heads.every((one) => one.organizationId !== head.organizationId),
  );
  for (const { slug: name, organizationId } of missing) {
    lines.push({ ok: false, text: `${name ?? organizationId}: BROKEN: the whole log is gone` });
  }
  return lines;
}

function describe({ brokenAt, what, eventId }: BrokenChain): string {
  const event = `event ${brokenAt}${eventId === null ? "" : ` (${eventId})`}`;
  switch (what) {
    case "missing":
      return `${event}: it is missing`;
    case "altered":
      return `${event}: it does not say any more what it said when it was written`;
    case "unchained":
      return `${event}: it does not follow the event before it; one of the two was replaced`;
    case "cut-off":
      return `${event}: it and everything behind it is missing`;
    case "unheaded":
      return `${event}: it was added behind the end of the log`;
  }
}
