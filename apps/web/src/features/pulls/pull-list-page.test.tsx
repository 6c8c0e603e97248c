import type { PullView, Role } from "@berth/api-contract";
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { stubApi } from "../../../test/stub-api.ts";
import { PullListPage } from "./pull-list-page.tsx";

function pull(id: string, change: Partial<PullView> = {}): PullView {
  return {
    id,
    at: "2026-05-01T12:00:00.000Z",
    image: `reg.acme.example/team/${id}`,
    canonical: `reg.acme.example/team/${id}`,
    digest: `sha256:${"ab".repeat(32)}`,
    outcome: "credential",
    reason: null,
    message: "",
    status: "succeeded",
    registry: { id: "reg_ml", name: "ML" },
    pattern: "reg.acme.example/team/*",
    project: { id: "prj_1", name: "train", ownerKind: "organization" },
    workerToken: { id: "tok_1", name: "gpu-3" },
    credentialKind: "registry-token",
    scope: null,
    durationMs: 1840,
    bytes: 12_000_000,
    error: null,
    ...change,
  };
}

const pages: Record<string, { pulls: PullView[]; next: string | null }> = {
  "": { pulls: [pull("one")], next: "c2" },
  c2: { pulls: [pull("two")], next: "c3" },
  c3: { pulls: [pull("three")], next: null },
};

function show({
  role = "admin",
  query = "",
  empty = false,
}: { role?: Role; query?: string; empty?: boolean } = {}) {
  const api = stubApi({
    "GET /organizations/{org}/registries": () => ({ registries: [] }),
    "GET /organizations/{org}/projects": () => ({ projects: [] }),
    "GET /organizations/{org}/pulls": ({ query: asked }) =>
      empty ? { pulls: [], next: null } : (pages[asked.cursor ?? ""] ?? { pulls: [], next: null }),
  });
  renderPage(<PullListPage />, { address: `/o/acme/pulls${query}`, route: "/o/:org/pulls", role });
  return { api, user: userEvent.setup() };
}

const asked = (api: ReturnType<typeof stubApi>) =>
  api.sent.filter(({ key }) => key.endsWith("/pulls")).map(({ query }) => query);

describe("PullListPage", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("walks forward and back through the pages, with the page in the address", async () => {
    const { user } = show();
    await screen.findByRole("link", { name: /team\/one/ });
    await user.click(screen.getByRole("button", { name: "Next page" }));
    await screen.findByRole("link", { name: /team\/two/ });
    expect(window.location.search).toBe("?cursor=c2");
    await user.keyboard("]");
    await screen.findByRole("link", { name: /team\/three/ });
    await user.keyboard("[[");
    await screen.findByRole("link", { name: /team\/two/ });
    await user.click(screen.getByRole("button", { name: "Previous page" }));
    await screen.findByRole("link", { name: /team\/one/ });
    expect(window.location.search).toBe("");
  });

  test("goes from a link into the middle back to the newest pulls", async () => {
    const { user } = show({ query: "?cursor=c3" });
    await screen.findByRole("link", { name: /team\/three/ });
    await user.click(screen.getByRole("button", { name: "Previous page" }));
    expect(await screen.findByRole("link", { name: /team\/one/ })).toBeTruthy();
  });

  test("asks for what the filters say, and starts at the newest pull again", async () => {
    const { user, api } = show({ query: "?cursor=c2" });
    await screen.findByRole("link", { name: /team\/two/ });
    await user.selectOptions(screen.getByRole("combobox", { name: "Result" }), "Failed");
    await waitFor(() => expect(asked(api)).toContain("?status=failed"));
    expect(window.location.search).toBe("?status=failed");
  });

  test("passes over what no filter can be", async () => {
    const { api } = show({ query: "?status=nonsense&outcome=anonymous" });
    await waitFor(() => expect(asked(api)).toEqual(["?outcome=anonymous"]));
  });

  test("says that nothing was pulled yet, and leads to a worker token only those who may create one", async () => {
    show({ empty: true });
    expect(await screen.findByText("No pulls reported yet")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Create worker token" })).toBeTruthy();
    cleanup();
    show({ empty: true, role: "member" });
    expect(await screen.findByText("No pulls reported yet")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Create worker token" })).toBeNull();
  });

  test("tells an empty list from filters that nothing fits", async () => {
    const { user } = show({ empty: true, query: "?status=failed" });
    await screen.findByText("No pulls match these filters.");
    const [, reset] = screen.getAllByRole("button", { name: "Reset" });
    await user.click(reset as HTMLElement);
    expect(await screen.findByText("No pulls reported yet")).toBeTruthy();
  });
});
