import type { PullView } from "@berth/api-contract";

/** A pull that succeeded. */
export function samplePull(id: string, change: Partial<PullView> = {}): PullView {
  return {
    id,
    at: "2026-05-01T12:00:00.000Z",
    image: `reg.acme.example/team/${id}`,
    canonical: `reg.acme.example/team/${id}`,
    digest: `sha256:${"ab".repeat(32)}`,
    outcome: "credential",
    reason: null,
    message: "Signed in with 'ML'.",
    status: "succeeded",
    registry: { id: "reg_ml", name: "ML" },
    pattern: "reg.acme.example/team/*",
    project: { id: "prj_1", name: "train", ownerKind: "organization" },
    workerToken: { id: "tok_1", name: "gpu-3" },
    carrier: "pull",
    credentialKind: "registry-token",
    scope: null,
    durationMs: 1840,
    bytes: 12_000_000,
    error: null,
    finishedAt: null,
    timing: null,
    slow: null,
    usualMs: null,
    ...change,
  };
}
