import type { Attention } from "@berth/api-contract";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { registriesQuery } from "#src/api/registries.ts";
import { useOrganization } from "#src/api/session.ts";
import { nextTask } from "#src/lib/next-task.ts";
import { renderPage } from "../../test/render-page.tsx";
import { sampleRegistry } from "../../test/sample-registry.ts";
import { stubApi } from "../../test/stub-api.ts";
import { LeftRail } from "./left-rail.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const place = { address: "/o/acme/projects", route: "/o/:org/projects" };

function Rail() {
  return <LeftRail organization={useOrganization()} />;
}

test("says beside an item what of it needs somebody, and counts anew when the list shows another health", async () => {
  let attention: Attention = { failing: 2, expired: 0 };
  stubApi({ "GET /organizations/{org}/attention": () => attention });
  const { queryClient } = renderPage(<Rail />, place);
  expect(await screen.findByRole("link", { name: "Registries 2 failing" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Expiry" })).toBeTruthy();

  const show = (state: "failing" | "expired") => {
    const { health, ...registry } = sampleRegistry();
    const list = [{ ...registry, health: { ...health, state } }];
    return act(async () => {
      queryClient.setQueryData(registriesQuery("acme").queryKey, list);
      await nextTask();
    });
  };
  await show("failing");
  attention = { failing: 1, expired: 1 };
  await show("expired");
  expect(await screen.findByRole("link", { name: "Registries 1 failing" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Expiry 1 expired" })).toBeTruthy();
});

test("shows no count that can't be had", async () => {
  const refused = { code: "internal", message: "Something broke." } as const;
  const { sent } = stubApi({
    "GET /organizations/{org}/attention": () => ({ refused: 500, error: refused }),
  });
  renderPage(<Rail />, place);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(screen.getByRole("link", { name: "Registries" })).toBeTruthy();
});
