import { inSpan } from "../tracing.ts";
import { RollBack, type Engine } from "./engine.ts";

type Outcome<Result> = { value: Result } | { refusal: RollBack };

/** One span for each transaction. A command that refuses rolls back, which is no failure. */
export function tracedEngine(engine: Engine): Engine {
  const during = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    const outcome = await inSpan<Outcome<Result>>(name, {}, async (span) => {
      try {
        return { value: await run() };
      } catch (err) {
        if (!(err instanceof RollBack)) throw err;
        span.setAttributes({ "berth.rolled_back": true });
        return { refusal: err };
      }
    });
    if ("refusal" in outcome) throw outcome.refusal;
    return outcome.value;
  };
  return {
    ...engine,
    tx: (run) => during("store.transaction", () => engine.tx(run)),
    append: (run) => during("store.append", () => engine.append(run)),
    addPulls: (rows) => during("store.add_pulls", () => engine.addPulls(rows)),
    snapshot: (run) => during("store.snapshot", () => engine.snapshot(run)),
  };
}
