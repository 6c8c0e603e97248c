import type { Client } from "./client.ts";
import { acmeParams } from "./registry.ts";

export type Outcome = {
  name: string;
  /** How many times it was sent. */
  tries: number;
  /** Done, but the answer of the time it was done never came. */
  answerLost: boolean;
};

/**
 * Makes projects, each under a key of its own, and sends whatever was not answered for certain again, at
 * the next server. What a client of an API has to do, and all it has to do.
 */
export async function createProjects(
  clients: readonly Client[],
  names: readonly string[],
  { atOnce, patienceMs }: { atOnce: number; patienceMs: number },
  done: (outcome: Outcome) => void = () => {},
): Promise<Outcome[]> {
  const waiting = [...names];
  const outcomes: Outcome[] = [];
  const work = async (lane: number) => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const outcome = await createOne(clients, name, lane, performance.now() + patienceMs);
      outcomes.push(outcome);
      done(outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => work(lane)));
  return outcomes;
}

async function createOne(
  clients: readonly Client[],
  name: string,
  lane: number,
  deadline: number,
): Promise<Outcome> {
  let last = "nothing";
  for (let tries = 1; performance.now() < deadline; tries += 1) {
    const client = clients[(lane + tries) % clients.length];
    try {
      const answer = await client?.call("POST /organizations/{org}/projects", {
        params: acmeParams,
        body: { name, owner: { kind: "organization" }, memberIds: [] },
        headers: { "idempotency-key": `key of ${name}`.replaceAll(" ", "-") },
      });
      const text = (await answer?.text()) ?? "";
      if (answer?.status === 201) return { name, tries, answerLost: false };
      if (text.includes('"already_done"')) return { name, tries, answerLost: true };
      last = text;
    } catch (err) {
      last = String(err);
    }
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80));
  }
  throw new Error(`${name} was never done: ${last}`);
}
