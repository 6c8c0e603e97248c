import type { PullDetail } from "@berth/api-contract";
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { samplePull } from "../../../test/sample-pull.ts";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { PullPage } from "./pull-page.tsx";

function show(change: Partial<PullDetail>) {
  stubApi({
    "GET /organizations/{org}/pulls/{id}": () => ({
      pull: { ...samplePull("one"), diagnosis: null, ...change },
    }),
    "GET /organizations/{org}/registries": () => ({
      next: null,
      registries: [
        sampleRegistry({
          name: "ECR prod",
          type: "aws-ecr",
          host: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
          settings: { accountId: "123456789012", regions: ["eu-west-1"], hostForm: "standard" },
        }),
      ],
    }),
  });
  renderPage(<PullPage />, { address: "/o/acme/pulls/one", route: "/o/:org/pulls/:id" });
}

describe("PullPage", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("tells the pull from the question to its end", async () => {
    show({ timing: { manifestMs: 120, layersMs: 1600, layerHosts: ["cdn.example.com"] } });
    const timeline = await screen.findByRole("region", { name: "Timeline" });
    expect(
      within(timeline)
        .getAllByRole("listitem")
        .map((item) => item.querySelector("p")?.textContent),
    ).toEqual([
      "'gpu-3' asked for train",
      "Berth handed out a credential",
      "The manifest was there",
      "Layers: 12 MB in 1.6 s, 7.5 MB/s",
      "The image arrived",
    ]);
    expect(timeline.textContent).toContain("Sent from cdn.example.com.");
    expect(screen.queryByRole("heading", { name: /pull-through cache/ })).toBeNull();
  });

  test("leads from a refusal to where its secret is replaced", async () => {
    show({
      outcome: "refused",
      status: "refused",
      reason: "credential_expired",
      diagnosis: {
        outcome: "expired",
        code: "CRED-EXPIRED",
        symptom: "'ECR prod' serves this image, but its secret has expired.",
        confidence: "certain",
        causes: [],
        remedies: ["Replace the secret of 'ECR prod'."],
      },
      registry: { id: "reg_1", name: "ECR prod" },
    });
    const link = await screen.findByRole("link", { name: "Replace secret" });
    expect(link.getAttribute("href")).toBe("/o/acme/registries/reg_1/credential?replace=1");
  });

  test("a slow pull says why, and what the image would be called in a cache", async () => {
    show({
      image: "nginx:1.27",
      canonical: "docker.io/library/nginx:1.27",
      outcome: "anonymous",
      registry: null,
      pattern: null,
      slow: "rate-limit",
      timing: { rateLimitedMs: 12_000 },
      diagnosis: {
        code: "SLOW-RATE-LIMIT",
        outcome: "rate_limited",
        confidence: "certain",
        symptom: "The pull had to wait.",
        causes: [],
        remedies: ["Set up a pull-through cache near the workers."],
      },
    });
    expect(await screen.findByRole("heading", { name: /The pull had to wait/ })).toBeTruthy();
    const advice = await screen.findByRole("region", { name: "With a pull-through cache" });
    expect(advice.textContent).toContain(
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx:1.27",
    );
    expect(advice.textContent).toContain("‹Harbor host›/‹proxy project›/library/nginx:1.27");
    expect(screen.getByText("Waited 12 s for a rate limit")).toBeTruthy();
  });

  test("a cache that can't fetch from a registry is not advised for it", async () => {
    show({
      image: "nvcr.io/nvidia/pytorch:25.01",
      canonical: "nvcr.io/nvidia/pytorch:25.01",
      outcome: "anonymous",
      registry: null,
      pattern: null,
      slow: "network",
    });
    const advice = await screen.findByRole("region", { name: "With a pull-through cache" });
    expect(advice.textContent).toContain("‹Harbor host›/‹proxy project›/nvidia/pytorch:25.01");
    expect(advice.textContent).not.toMatch(/amazonaws|azurecr/);
  });

  test("a client that reports no end is not said to run on", async () => {
    show({ status: "started", carrier: "kubelet", durationMs: null, digest: null, bytes: null });
    const timeline = await screen.findByRole("region", { name: "Timeline" });
    expect(timeline.textContent).toContain("Through the kubelet plugin, which reports no end.");
    expect(timeline.textContent).not.toContain("No end reported yet");
    expect(screen.getByText("Answered")).toBeTruthy();
  });
});
