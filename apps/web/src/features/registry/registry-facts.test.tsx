import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { RegistryFacts } from "./registry-facts.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const place = { address: "/o/acme/registries/reg_ml", route: "/o/:org/registries/:id" };
const fact = (label: string) => within(screen.getByText(label).parentElement ?? document.body);

test("tells what last did not work: when, what was tried by whom, why, and where it is told in full", async () => {
  stubApi({
    "GET /organizations/{org}/registries/{id}/last-results": () => ({
      success: null,
      failure: {
        kind: "pull",
        id: "pul_1",
        at: "2026-05-01T12:00:00.000Z",
        image: "reg.acme.example/team/app:1",
        by: { kind: "worker", name: "gpu-1" },
        reason: "connection reset",
      },
    }),
  });
  renderPage(<RegistryFacts org="acme" registry={sampleRegistry()} />, place);
  const link = await screen.findByRole("link", { name: "See the pull, last failure" });
  expect(link.getAttribute("href")).toBe("/o/acme/pulls/pul_1");
  const failure = fact("Last failure");
  expect(failure.getByText(/Pull of/).textContent).toContain(
    "Pull of reg.acme.example/team/app:1 by the worker 'gpu-1'",
  );
  expect(failure.getByText("connection reset")).toBeTruthy();
  expect(fact("Last success").getByText(/^None by a check/)).toBeTruthy();
});

test("never says that there is none where it could not ask", async () => {
  const error = { code: "internal", message: "Something broke." } as const;
  stubApi({
    "GET /organizations/{org}/registries/{id}/last-results": () => ({ refused: 500, error }),
  });
  renderPage(<RegistryFacts org="acme" registry={sampleRegistry()} />, place);
  expect(await screen.findAllByText("Could not be loaded")).toHaveLength(2);
  expect(screen.queryByText(/^None by a check/)).toBeNull();
});
