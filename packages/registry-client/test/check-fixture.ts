import { parseImage } from "@berth/image-pattern";
import type { FakeRegistry } from "@berth/fake-registries";
import {
  systemClock,
  type CheckEvent,
  type CheckImage,
  type CheckRegistry,
  type ReCheckInput,
} from "../src/index.ts";
import type { Transport } from "../src/transport.ts";

export const alice = { username: "alice", secret: "correct-horse-battery" };

/** An image reference as the check takes it. */
export function imageOf(text: string): CheckImage {
  const parsed = parseImage(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.image;
}

/** A standard registry of exactly this host. */
export function registryOf(
  at: Pick<FakeRegistry, "host" | "origin" | "ca">,
  changes: Partial<CheckRegistry> = {},
): CheckRegistry {
  return {
    type: "standard",
    name: "Team registry",
    scheme: at.origin.startsWith("https:") ? "https" : "http",
    hostRule: { kind: "exact", hosts: [at.host] },
    realmRule: { sameOrigin: true, urls: [], pinnedOrigins: [] },
    headOnly: false,
    userNameRule: "Use the name you log in with.",
    ca: at.ca ?? undefined,
    ...changes,
  };
}

/** Everything a check needs to run against a fake; `image` is `repository:tag`. */
export function checkInput(
  fake: Pick<FakeRegistry, "host" | "origin" | "ca">,
  transport: Transport,
  image: string,
  changes: Partial<ReCheckInput> = {},
): ReCheckInput & { events: CheckEvent[] } {
  const events: CheckEvent[] = [];
  return {
    image: imageOf(`${fake.host}/${image}`),
    registry: registryOf(fake),
    credential: alice,
    transport,
    clock: systemClock,
    emit: (event) => events.push(event),
    events,
    ...changes,
  };
}
