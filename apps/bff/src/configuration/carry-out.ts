import type { ApiCall } from "@berth/api-contract";
import { RemoteError } from "./remote-api.ts";
import type { Step } from "./step.ts";

/** What became of one step. */
export type Outcome = { step: Step; problem: string | null };

/**
 * Carries a plan out, step by step, through the same routes as the console. One that is refused does not stop
 * the others, and is tried again behind them: a pattern or a name may be free by then.
 */
export async function carryOut(
  api: ApiCall,
  org: string,
  steps: readonly Step[],
): Promise<Outcome[]> {
  const outcomes = new Map<Step, string | null>();
  let waiting: Step[] = steps.filter((step) => step.do !== "refuse");
  for (let progress = true; progress && waiting.length > 0;) {
    const left: Step[] = [];
    for (const step of waiting) {
      const problem = await attempt(api, org, step);
      outcomes.set(step, problem?.message ?? null);
      if (problem !== null && mayPass.has(problem.code ?? "")) left.push(step);
    }
    progress = left.length < waiting.length;
    waiting = left;
  }
  return steps.map((step) => ({ step, problem: outcomes.get(step) ?? null }));
}

const mayPass = new Set(["pattern_taken", "name_taken"]);

async function attempt(api: ApiCall, org: string, step: Step): Promise<RemoteError | null> {
  try {
    await run(api, org, step);
    return null;
  } catch (err) {
    if (err instanceof RemoteError) return err;
    throw err;
  }
}

async function run(api: ApiCall, org: string, step: Step): Promise<void> {
  switch (step.do) {
    case "add-registry": {
      const { registry } = await api("POST /organizations/{org}/registries", {
        params: { org },
        body: step.body,
      });
      const { body, paused, expectations } = step.afterwards;
      await finish(api, org, registry, {
        body,
        paused: paused ? true : null,
        expectations,
        known: {},
      });
      return;
    }
    case "change-registry":
      await finish(api, org, step, step);
      return;
    case "delete-registry":
      await api("DELETE /organizations/{org}/registries/{id}", {
        params: { org, id: step.id },
        query: { version: step.version },
      });
      return;
    case "add-project":
      if (step.externalId === null) {
        await api("POST /organizations/{org}/projects", { params: { org }, body: step.body });
        return;
      }
      await api("PUT /organizations/{org}/projects/by-external-id/{externalId}", {
        params: { org, externalId: step.externalId },
        body: step.body,
      });
      return;
    case "change-project":
      await api("PATCH /organizations/{org}/projects/{id}", {
        params: { org, id: step.id },
        body: step.body,
      });
      return;
    case "delete-project":
      await api("DELETE /organizations/{org}/projects/{id}", { params: { org, id: step.id } });
      return;
    case "add-alert-channel": {
      const { channel } = await api("POST /organizations/{org}/alert-channels", {
        params: { org },
        body: step.body,
      });
      if (!step.paused) return;
      const { id, version } = channel;
      await api("PATCH /organizations/{org}/alert-channels/{id}", {
        params: { org, id },
        body: { version, paused: true },
      });
      return;
    }
    case "change-alert-channel":
      await api("PATCH /organizations/{org}/alert-channels/{id}", {
        params: { org, id: step.id },
        body: { ...step.body, version: step.version },
      });
      return;
    case "delete-alert-channel":
      await api("DELETE /organizations/{org}/alert-channels/{id}", {
        params: { org, id: step.id },
      });
      return;
    case "add-image-mapping":
      await api("POST /organizations/{org}/image-mappings", { params: { org }, body: step.body });
      return;
    case "change-image-mapping":
      await api("DELETE /organizations/{org}/image-mappings/{id}", {
        params: { org, id: step.id },
      });
      await api("POST /organizations/{org}/image-mappings", { params: { org }, body: step.body });
      return;
    case "delete-image-mapping":
      await api("DELETE /organizations/{org}/image-mappings/{id}", {
        params: { org, id: step.id },
      });
      return;
    case "change-settings":
      await api("PUT /organizations/{org}/pull-retention", {
        params: { org },
        body: { keptDays: step.pullsKeptDays },
      });
      return;
    case "change-security-settings":
      await api("PUT /organizations/{org}/security-settings", {
        params: { org },
        body: { managersNeedSecondFactor: true },
      });
      return;
    case "refuse":
  }
}

/** Fields, pausing and expectations of a registry that stands. */
async function finish(
  api: ApiCall,
  org: string,
  { id, version }: { id: string; version: number },
  change: Pick<
    Extract<Step, { do: "change-registry" }>,
    "body" | "paused" | "expectations" | "known"
  >,
): Promise<void> {
  const params = { org, id };
  const { body, paused, expectations, known } = change;
  let current = version;
  // Before patterns change: one that the file drops must not hold them back.
  for (const image of expectations.remove) {
    await api("DELETE /organizations/{org}/registries/{id}/expectations/{expectation}", {
      params: { ...params, expectation: known[image] ?? "" },
    });
  }
  if (body !== null) {
    const { registry } = await api("PATCH /organizations/{org}/registries/{id}", {
      params,
      body: { ...body, version: current },
    });
    current = registry.version;
  }
  if (paused === true) {
    await api("POST /organizations/{org}/registries/{id}/pause", {
      params,
      body: { version: current },
    });
  } else if (paused === false) {
    await api("POST /organizations/{org}/registries/{id}/resume", {
      params,
      body: { version: current },
    });
  }
  for (const image of expectations.add) {
    await api("POST /organizations/{org}/registries/{id}/expectations", {
      params,
      body: { image },
    });
  }
}
