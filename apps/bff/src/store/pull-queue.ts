import type { Engine, NewPullRow } from "./engine.ts";
import type { NewPull } from "./ports/pull.ts";
import { RequestKeyTaken } from "./request-keys.ts";

type Waiting = { pull: NewPull; resolve: () => void; reject: (err: unknown) => void };

const batchMax = 200;

/**
 * Group commit: pulls that arrive while the disk is busy share the next transaction, and each promise
 * resolves when its own pull is durable. One pull that can't be written does not take others with it.
 */
export function pullQueue(engine: Engine): (pull: NewPull) => Promise<void> {
  const waiting: Waiting[] = [];
  let running = false;

  return (pull) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ pull, resolve, reject });
      if (running) return;
      running = true;
      // Lets every request that is ready in this turn of the event loop join the first batch.
      setImmediate(() => void drain());
    });

  async function drain(): Promise<void> {
    while (waiting.length > 0) await write(waiting.splice(0, batchMax));
    running = false;
  }

  async function write(batch: Waiting[]): Promise<void> {
    try {
      const taken = new Set(await engine.addPulls(batch.map(({ pull }) => toColumns(pull))));
      // The pulls that have come meanwhile are on their way to the disk first: answering these can take as long as a commit.
      setImmediate(() => {
        for (const [at, { resolve, reject }] of batch.entries()) {
          if (taken.has(at)) reject(new RequestKeyTaken());
          else resolve();
        }
      });
    } catch (err) {
      if (batch.length === 1) return batch[0]?.reject(err);
      for (const one of batch) await write([one]);
    }
  }
}

/** Each by its name: taking an object apart and putting it together again costs as much as to write it as JSON. */
function toColumns(pull: NewPull): NewPullRow {
  const { registry, project, workerToken } = pull;
  return {
    organizationId: pull.organizationId,
    id: pull.id,
    at: pull.at,
    image: pull.image,
    canonical: pull.canonical,
    imageName: pull.imageName,
    outcome: pull.outcome,
    reason: pull.reason,
    message: pull.message,
    status: pull.status,
    registryId: registry?.id ?? null,
    registryName: registry?.name ?? null,
    pattern: pull.pattern,
    projectId: project?.id ?? null,
    projectName: project?.name ?? null,
    projectOwnerKind: project?.ownerKind ?? null,
    workerTokenId: workerToken?.id ?? null,
    workerTokenName: workerToken?.name ?? null,
    carrier: pull.carrier,
    credentialKind: pull.credentialKind,
    scope: pull.scope,
  } satisfies Required<NewPullRow>;
}
