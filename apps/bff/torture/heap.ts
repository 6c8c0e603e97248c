import { createReadStream } from "node:fs";
import { join } from "node:path";
import { acmeParams, addRegistry, pair } from "../test/support/registry.ts";
import { openStage } from "./stage.ts";
import { atLeast, exactly, reported, type Scenario } from "./scenario.ts";

/**
 * C-14: how often the secret stands in the memory that JavaScript keeps, after many uses of it. There is no
 * bound: that it can't be got out of a live process is not promised, only that it stays short.
 */
export const heap: Scenario = {
  id: "C-14",
  name: "secrets in the heap after many uses",
  async run({ folder, count }) {
    const stage = await openStage(folder);
    const wanted = count(12, 1_000);
    let used = 0;
    // Each registry has a credential of its own to obtain, so that the secret is opened each time.
    for (let n = 0; n < wanted; n += 1) {
      const { id, version } = await addRegistry(stage.owner, stage.registry, {
        name: `Heap ${n}`,
        patterns: [`${stage.registry.host}/team/train`],
      });
      const answer = await stage.worker.call("POST /worker/pulls", {
        body: { image: `${stage.registry.host}/team/train:2` },
      });
      if ((await answer.text()).includes('"credential":{')) used += 1;
      await stage.owner.ok("DELETE /organizations/{org}/registries/{id}", {
        params: { ...acmeParams, id },
        query: { version },
      });
    }
    const { file } = await stage.heap(join(folder, "heap.heapsnapshot"));
    const forms = [pair.secret, Buffer.from(`${pair.username}:${pair.secret}`).toString("base64")];
    const [plain = 0, basic = 0, control = 0] = await occurrences(file, [...forms, "acme"]);
    const code = await stage.close();
    return [
      atLeast("uses of a secret", used, wanted),
      reported("copies of the secret in the heap", plain, ""),
      reported("copies of it as a Basic header", basic, ""),
      // A search that finds nothing at all would say nothing.
      atLeast("copies of a word that must be there", control, 1),
      exactly("exit code", code, 0),
    ];
  },
};

/** How often each text stands in a file, which may be larger than a string can be. */
async function occurrences(file: string, texts: readonly string[]): Promise<number[]> {
  const counts = texts.map(() => 0);
  const overlap = Math.max(...texts.map(({ length }) => length)) - 1;
  let tail = "";
  for await (const chunk of createReadStream(file, { encoding: "latin1" })) {
    const text = tail + String(chunk);
    for (const [index, wanted] of texts.entries()) {
      const inTail = tail.split(wanted).length - 1;
      counts[index] = (counts[index] ?? 0) + text.split(wanted).length - 1 - inTail;
    }
    tail = text.slice(-overlap);
  }
  return counts;
}
