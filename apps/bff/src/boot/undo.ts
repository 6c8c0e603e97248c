/** What has to be taken back when a later step of the start fails, in reverse order. */
export type Undo = {
  add(step: () => void | Promise<void>): void;
  run(): Promise<void>;
};

export function createUndo(): Undo {
  const steps: (() => void | Promise<void>)[] = [];
  return {
    add: (step) => void steps.push(step),
    async run() {
      for (const step of steps.toReversed()) {
        try {
          await step();
        } catch {
          // The reason of the failed start is what people need to see, not that of the clean-up.
        }
      }
    },
  };
}
