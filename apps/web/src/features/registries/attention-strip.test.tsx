import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { AttentionStrip } from "./attention-strip.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(pulls: number, state: "healthy" | "failing") {
  const at = "2026-05-01T12:00:00.000Z";
  const asked = vi.fn();
  stubApi({
    "GET /organizations/{org}/pull-counts": () => {
      asked();
      return {
        unit: "hour",
        countedSince: null,
        slots: [
          { at, succeeded: pulls, failed: 0, refused: 0, open: 0 },
          { at, succeeded: 0, failed: pulls, refused: 0, open: 0 },
        ],
      };
    },
  });
  const sample = sampleRegistry();
  const registry = { ...sample, health: { ...sample.health, state } };
  renderPage(<AttentionStrip org="acme" registries={[registry]} />, {
    address: "/o/acme/registries",
    route: "/o/:org/registries",
  });
  return { asked };
}

test("leads to the pulls of a day that matched no pattern, beside what is wrong with registries", async () => {
  show(2, "failing");
  const link = await screen.findByRole("link", { name: "4 pulls in 24 hours matched no pattern" });
  expect(link.getAttribute("href")).toBe("/o/acme/pulls?credential=unmatched&within=24h");
  expect(screen.getByRole("link", { name: "1 registry is failing" })).toBeTruthy();
});

test("is not there while nothing needs attention", async () => {
  const { asked } = show(0, "healthy");
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  expect(screen.queryByRole("region", { name: "Needs attention" })).toBeNull();
});
