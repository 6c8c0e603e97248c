import type { CheckEventView, CheckStepView, CheckView, ImagesInUse } from "@berth/api-contract";

/** A check under way, or one that has just ended. Its events are kept so that a reconnect can resume. */
export type LiveCheck = {
  readonly id: string;
  readonly organizationId: string;
  readonly registryId: string | null;
  readonly signal: AbortSignal;
  /** The newest state of each step, in the order in which they began, and of the images in use. */
  progress(): CheckProgress;
  /** The number of the last event. */
  told(): number;
  tellStep(step: CheckStepView): void;
  tellImagesInUse(images: ImagesInUse): void;
  /** The last event; watchers end behind it. */
  finish(check: CheckView): void;
  cancel(): void;
  /** Resolves with the finished check. */
  readonly finished: Promise<CheckView>;
  /** Events behind the one numbered `after`, as they come. */
  watch(after: number): AsyncIterableIterator<CheckEventView>;
};

export type CheckProgress = Pick<CheckView, "steps" | "imagesInUse">;

export type LiveChecks = {
  open(check: { id: string; organizationId: string; registryId: string | null }): LiveCheck;
  get(organizationId: string, id: string): LiveCheck | null;
  /** Whether a check of this saved registry runs now. */
  isChecking(registryId: string): boolean;
  /** Cancels what runs in one organization. */
  cancelOf(organizationId: string): void;
  /** Cancels what runs; for the end of the process. */
  cancelAll(): void;
};

const keptAfterEndMs = 60_000;

export function createLiveChecks(): LiveChecks {
  const checks = new Map<string, LiveCheck>();
  const running = new Set<LiveCheck>();

  return {
    open(facts) {
      const check = createLiveCheck(facts);
      checks.set(check.id, check);
      running.add(check);
      void check.finished.then(() => {
        running.delete(check);
        setTimeout(() => checks.delete(check.id), keptAfterEndMs).unref();
      });
      return check;
    },
    get(organizationId, id) {
      const check = checks.get(id);
      return check?.organizationId === organizationId ? check : null;
    },
    isChecking: (registryId) => [...running].some((check) => check.registryId === registryId),
    cancelOf(organizationId) {
      for (const check of running) if (check.organizationId === organizationId) check.cancel();
    },
    cancelAll() {
      for (const check of running) check.cancel();
    },
  };
}

function createLiveCheck(facts: {
  id: string;
  organizationId: string;
  registryId: string | null;
}): LiveCheck {
  const events: CheckEventView[] = [];
  const steps = new Map<string, CheckStepView>();
  let imagesInUse: ImagesInUse | null = null;
  const abort = new AbortController();
  let resolveFinished: (check: CheckView) => void = () => {};
  const finished = new Promise<CheckView>((resolve) => {
    resolveFinished = resolve;
  });
  const waiting = new Set<() => void>();
  let ended = false;

  const tell = (event: CheckEventView) => {
    events.push(event);
    for (const wake of waiting) wake();
    waiting.clear();
  };

  return {
    ...facts,
    signal: abort.signal,
    finished,
    progress: () => ({ steps: [...steps.values()], imagesInUse }),
    told: () => events.length,
    tellStep(step) {
      steps.set(step.step, step);
      tell({ kind: "step", seq: events.length + 1, step });
    },
    tellImagesInUse(images) {
      imagesInUse = images;
      tell({ kind: "images-in-use", seq: events.length + 1, imagesInUse });
    },
    finish(check) {
      if (ended) return;
      ended = true;
      tell({ kind: "finished", seq: events.length + 1, check });
      resolveFinished(check);
    },
    cancel: () => abort.abort(),
    watch: (after) => {
      let at = events.findIndex((event) => event.seq > after);
      if (at === -1) at = events.length;
      let closed = false;
      let wake = () => {};
      return {
        [Symbol.asyncIterator]() {
          return this;
        },
        async next() {
          for (;;) {
            const event = events[at];
            if (closed || (event === undefined && ended)) return { done: true, value: undefined };
            if (event !== undefined) {
              at += 1;
              return { done: false, value: event };
            }
            await new Promise<void>((resolve) => {
              wake = resolve;
              waiting.add(resolve);
            });
          }
        },
        async return() {
          closed = true;
          waiting.delete(wake);
          wake();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
