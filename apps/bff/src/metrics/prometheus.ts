import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

const registryLabels = ["organization", "registry", "type"] as const;

/** The series by name. The dashboard in `deploy/grafana` names them too; a test compares. */
export function createPrometheus() {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    requests: new Histogram({
      name: "berth_http_request_seconds",
      help: "Time until an answer began, by the pattern of its path.",
      labelNames: ["route", "method", "status"] as const,
      buckets: [0.005, 0.025, 0.1, 0.5, 2, 10],
      registers,
    }),
    brokerSeconds: new Histogram({
      name: "berth_broker_seconds",
      help: "Time until a worker that asked for an image or a pattern was answered.",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 16],
      registers,
    }),
    pulls: new Counter({
      name: "berth_pulls_total",
      help: "Pulls that workers asked for, by what they were given and what carries it.",
      labelNames: ["outcome", "carrier"] as const,
      registers,
    }),
    mintFailures: new Counter({
      name: "berth_mint_failures_total",
      help: "Times a registry gave no credential: rejected for good, or unavailable for the moment.",
      labelNames: ["type", "reason"] as const,
      registers,
    }),
    checks: new Counter({
      name: "berth_checks_total",
      help: "Checks that ended, by kind and outcome.",
      labelNames: ["profile", "outcome"] as const,
      registers,
    }),
    policyViolations: new Counter({
      name: "berth_policy_violations_total",
      help: "What browsers say that they stopped because the content security policy forbids it.",
      labelNames: ["directive"] as const,
      registers,
    }),
    journalBytes: new Gauge({
      name: "berth_database_journal_bytes",
      help: "Size of the write-ahead log beside the SQLite database.",
      registers,
    }),
    registry: {
      healthy: new Gauge({
        name: "berth_registry_healthy",
        help: "1 where the last check proved the registry and it is not paused.",
        labelNames: registryLabels,
        registers,
      }),
      daysLeft: new Gauge({
        name: "berth_registry_days_left",
        help: "Days until the registry's secret ends; negative once it has.",
        labelNames: registryLabels,
        registers,
      }),
      pullsLeft: new Gauge({
        name: "berth_registry_pulls_left",
        help: "What the registry's pull limit left at the last check on this server.",
        labelNames: registryLabels,
        registers,
      }),
    },
  };
}
