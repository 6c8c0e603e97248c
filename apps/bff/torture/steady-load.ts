import { openStage } from "./stage.ts";
import { served, createSender, quantile } from "./send.ts";
import { atLeast, atMost, exactly, reported, type Scenario } from "./scenario.ts";

/** reads, durable writes and pulls at the rate that Berth is made for, for minutes. */
export const steadyLoad: Scenario = {
  id: "R-08",
  name: "steady load",
  async run({ folder, count }) {
    const stage = await openStage(folder);
    const sender = createSender(stage.port);
    const ms = count(3_000, 600_000);
    const share = count(1 / 3, 1);
    const { read, write, pull } = stage.requests;
    // What is compiled and cached at first is no part of a steady load.
    for (let n = 0; n < 50; n += 1) {
      await Promise.all([sender.send(read), sender.send(pull), sender.send(write(-n - 1))]);
    }
    await stage.facts();
    const factsAfter = async (part: number) => {
      await new Promise((resolve) => setTimeout(resolve, ms * part));
      return { ...(await stage.facts()), came: sender.came.length };
    };
    const [reads, writes, pulls, early, middle] = await Promise.all([
      sender.openLoop(() => read, { rate: 300 * share, ms }),
      sender.openLoop(write, { rate: 20 * share, ms }),
      sender.openLoop(() => pull, { rate: 30 * share, ms }),
      factsAfter(0.2),
      factsAfter(0.6),
    ]);
    const facts = await factsAfter(0);
    sender.close();
    const code = await stage.close();
    const all = [...reads, ...writes, ...pulls];
    return [
      atLeast("requests", all.length, (350 * share * ms) / 1000 - 3),
      ...served("requests", all, stage.log()),
      atMost(
        "processor time of a request at the end, of one in the middle",
        costBetween(middle, facts) / costBetween(early, middle),
        count(2, 1.2),
      ),
      reported("reads, p50", quantile(reads, 0.5), "10 ms", "ms"),
      reported("reads, p99", quantile(reads, 0.99), "150 ms", "ms"),
      reported("writes, p99", quantile(writes, 0.99), "150 ms", "ms"),
      reported("pulls, p99", quantile(pulls, 0.99), "150 ms", "ms"),
      reported("slowest", quantile(all, 1), "1000 ms", "ms"),
      reported("event loop delay, p99", facts.loopDelayP99, "50 ms", "ms"),
      // Seconds of load are all warm-up.
      atMost(
        "memory at the end, of that after a fifth",
        facts.rssMiB / early.rssMiB,
        count(Infinity, 1.1),
      ),
      exactly("exit code", code, 0),
    ];
  },
};

type Sample = { processorMs: number; came: number };

function costBetween(one: Sample, other: Sample): number {
  return (other.processorMs - one.processorMs) / (other.came - one.came);
}
