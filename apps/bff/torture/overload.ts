import { openStage } from "./stage.ts";
import { answered, createSender, quantile, served, type Came } from "./send.ts";
import { atLeast, exactly, reported, type Scenario } from "./scenario.ts";

/**
 * with several times as many people's requests as can be served, nearly as many are served as ever,
 * the others are told at once to come back, and workers and balancers notice little.
 */
export const overload: Scenario = {
  id: "R-09",
  name: "overload",
  async run({ folder, count }) {
    const stage = await openStage(folder);
    const sender = createSender(stage.port, 2_000);
    const rounds = count(1, 5);
    const ms = count(1_800, 6_000);
    const { write, pull } = stage.requests;
    // What costs the server much more than the one who asks, who need not even read it: both run on the same cores here.
    const path = "/api/v1/organizations/acme/audit-events?limit=200";
    const read = { ...stage.requests.read, method: "HEAD", path };
    await Promise.all(Array.from({ length: 220 }, (_, n) => sender.send(write(n))));
    for (let n = 0; n < 40; n += 1) await Promise.all([sender.send(read), sender.send(pull)]);
    const calm = { ms: 0, processorMs: 0, all: [] as Came[] };
    const flood = { ms: 0, processorMs: 0, all: [] as Came[] };
    const workers: Came[] = [];
    const health: Came[] = [];
    const measure = async (sum: typeof calm, work: () => Promise<Came[]>): Promise<void> => {
      const started = performance.now();
      const { result, processorMs } = await stage.costOf(work);
      sum.ms += performance.now() - started;
      sum.processorMs += processorMs;
      sum.all.push(...result);
    };
    // In turns, so that what else the machine does in the meantime falls on both.
    for (let round = 0; round < rounds; round += 1) {
      await measure(calm, () => sender.closedLoop(() => read, { askers: 24, ms }));
      // Each asker comes again as soon as it is refused: far more than three times what can be served.
      await measure(flood, async () => {
        const [over, pulls, checks] = await Promise.all([
          sender.closedLoop(() => read, { askers: 300, ms }),
          sender.openLoop(() => pull, { rate: 20, ms }),
          sender.openLoop(() => ({ method: "GET", path: "/livez" }), { rate: 5, ms }),
        ]);
        workers.push(...pulls);
        health.push(...checks);
        return over;
      });
    }
    const [best, over] = [calm.all, flood.all];
    const after = await sender.closedLoop(() => read, { askers: 8, ms: 500 });
    sender.close();
    const code = await stage.close();
    const bestPerSecond = (answered(best).length * 1000) / calm.ms;
    const overPerSecond = (answered(over).length * 1000) / flood.ms;
    const perProcessor =
      answered(over).length / flood.processorMs / (answered(best).length / calm.processorMs);
    const shed = over.filter(({ status }) => status === 503);
    const askedPerSecond = (over.length * 1000) / flood.ms;
    // Beside others who take all processors the sender may not get to ask for more than can be served.
    const overloaded = askedPerSecond >= 1.2 * bestPerSecond;
    return [
      reported("served in a second, at best", bestPerSecond, ""),
      reported("asked in a second, in overload", askedPerSecond, ""),
      // Whoever asks runs on the same cores, so what is judged is what the server makes of its own time.
      atLeast(
        "served for its processor time in overload, of the best",
        perProcessor,
        count(0.7, 0.8),
      ),
      reported("served in overload, of the best", overPerSecond / bestPerSecond, "0.8"),
      reported("asked, of what was served at best", over.length / answered(best).length, "1.5"),
      overloaded
        ? atLeast("refused", shed.length, 1)
        : reported("refused, though no more was asked than can be served", shed.length, ""),
      exactly("refused without a time to come back", without(shed), 0),
      exactly("neither served nor refused", over.length - answered(over).length - shed.length, 0),
      reported("served in overload, p99", quantile(answered(over), 0.99), "", "ms"),
      reported("refusals, p50", quantile(shed, 0.5), "", "ms"),
      reported("refusals, p99", quantile(shed, 0.99), "50 ms on a machine of its own", "ms"),
      // The quick run asks for three dozen: two of them may meet the turn in which a slow machine refuses the people.
      ...served("pulls", workers, stage.log(), count(0.06, 0.02)),
      exactly("health checks without an answer", health.length - answered(health).length, 0),
      exactly("refused once it is over", after.length - answered(after).length, 0),
      exactly("exit code", code, 0),
    ];
  },
};

function without(shed: readonly Came[]): number {
  return shed.filter(({ retryAfter }) => !/^[1-9]\d*$/.test(retryAfter ?? "")).length;
}
