import type { Carrier, CheckOutcome, CheckProfile, PullOutcome } from "@berth/api-contract";
import type { Registry } from "../store/rows.ts";
import type { PolicyDirective } from "../http/policy-report-facts.ts";
import { createPrometheus } from "./prometheus.ts";

/**
 * What is counted. Labels come from closed lists, or name what an admin made: nothing that a stranger, a
 * worker or a registry writes may become one.
 */
export type Metrics = {
  requestAnswered(request: {
    /** The pattern of the path; null for what no route knows. */
    route: string | null;
    method: string;
    status: number;
    durationMs: number;
  }): void;
  pullAnswered(pull: { outcome: PullOutcome; carrier: Carrier }): void;
  /** A registry gave no credential for a worker. `passing`: it may do so in a moment. */
  mintFailed(failure: { type: Registry["type"]; passing: boolean }): void;
  checkEnded(check: { profile: CheckProfile; outcome: CheckOutcome }): void;
  /** A browser says that it stopped what the content security policy forbids. */
  policyViolated(violation: { directive: PolicyDirective | "other" }): void;
  /** What a registry said about its pull limit; null where it said nothing. */
  pullsLeft(registryId: string, left: number | null): void;
  /** Everything as Prometheus reads it. `journalBytes` is null where the database keeps no log of its own. */
  scrape(registries: readonly RegistryFacts[], journalBytes: number | null): Promise<string>;
  contentType: string;
};

/** A registry as it is shown. */
export type RegistryFacts = {
  id: string;
  organization: string;
  name: string;
  type: Registry["type"];
  /** False while paused: it hands nothing out. */
  healthy: boolean;
  /** Days until its secret ends, negative afterwards; null where no date is known. */
  daysLeft: number | null;
};

export function createMetrics(): Metrics {
  const prometheus = createPrometheus();
  const { requests, brokerSeconds, pulls, mintFailures, checks, policyViolations, registry } =
    prometheus;
  const { journalBytes: journal } = prometheus;
  const left = new Map<string, number>();

  return {
    contentType: prometheus.contentType,
    requestAnswered({ route, method, status, durationMs }) {
      const labels = { route: route ?? "none", method, status: `${Math.floor(status / 100)}xx` };
      requests.observe(labels, durationMs / 1000);
      if (route !== null && brokerRoutes.has(`${method} ${route}`)) {
        brokerSeconds.observe(durationMs / 1000);
      }
    },
    pullAnswered: (labels) => pulls.inc(labels),
    mintFailed: ({ type, passing }) =>
      mintFailures.inc({ type, reason: passing ? "unavailable" : "rejected" }),
    checkEnded: (labels) => checks.inc(labels),
    policyViolated: (labels) => policyViolations.inc(labels),
    pullsLeft(registryId, value) {
      if (value === null) left.delete(registryId);
      else left.set(registryId, value);
    },
    async scrape(registries, journalBytes) {
      if (journalBytes !== null) journal.set(journalBytes);
      const known = new Set(registries.map(({ id }) => id));
      for (const id of left.keys()) if (!known.has(id)) left.delete(id);
      registry.healthy.reset();
      registry.daysLeft.reset();
      registry.pullsLeft.reset();
      for (const { id, organization, name, type, healthy, daysLeft } of registries) {
        const labels = { organization, registry: name, type };
        registry.healthy.set(labels, healthy ? 1 : 0);
        if (daysLeft !== null) registry.daysLeft.set(labels, daysLeft);
        const pullsLeft = left.get(id);
        if (pullsLeft !== undefined) registry.pullsLeft.set(labels, pullsLeft);
      }
      return await prometheus.text();
    },
  };
}

const brokerRoutes = new Set([
  "POST /api/v1/worker/pulls",
  "POST /api/v1/worker/pattern-credentials",
]);
