import type { Role, RouteResponse } from "@berth/api-contract";
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { samplePull } from "../../../test/sample-pull.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { PullListPage } from "./pull-list-page.tsx";

type Page = RouteResponse<"GET /organizations/{org}/pulls">;

const none: Page = { pulls: [], next: null, head: null, newer: 0, searchedTo: null };
const pages: Record<string, Page> = {
  "": { ...none, pulls: [samplePull("one")], next: "c2", head: "h1" },
  c2: { ...none, pulls: [samplePull("two")], next: "c3", head: "h2" },
  c3: { ...none, pulls: [samplePull("three")], head: "h3" },
};

function show({
  role = "admin",
  query = "",
  empty = false,
  slow = [],
}: { role?: Role; query?: string; empty?: boolean; slow?: Page["pulls"] } = {}) {
  const api = stubApi({
    "GET /organizations/{org}/registries": () => ({ registries: [cache], next: null }),
    "GET /organizations/{org}/projects": () => ({ projects: [], next: null }),
    "GET /organizations/{org}/pull-retention": () => ({ keptDays: 90 }),
    "GET /organizations/{org}/pull-counts": () => ({ unit: "day", slots: [], countedSince: null }),
    "GET /organizations/{org}/pulls": ({ query: asked }) =>
      asked.within === "7d" && asked.limit === "200"
        ? { ...none, pulls: slow }
        : empty
          ? none
          : (pages[asked.cursor ?? ""] ?? none),
  });
  renderPage(<PullListPage />, { address: `/o/acme/pulls${query}`, route: "/o/:org/pulls", role });
  return { api, user: userEvent.setup() };
}

const asked = (api: ReturnType<typeof stubApi>) =>
  api.sent
    .filter(({ key, query }) => key.endsWith("/pulls") && !query.includes("limit=200"))
    .map(({ query }) => query);

const cache = sampleRegistry({
  name: "ECR prod",
  type: "aws-ecr",
  host: "123456789012.dkr.ecr.eu-north-1.amazonaws.com",
  settings: { accountId: "123456789012", regions: ["eu-north-1"] },
});

const slowPull = (id: string, canonical: string) => ({
  ...samplePull(id),
  canonical,
  slow: "rate-limit" as const,
});

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

  test("advises a cache where slow pulls repeat, and leads to its mapping filled in", async () => {
    show({
      slow: [
        slowPull("a", "docker.io/library/python:3"),
        slowPull("b", "ghcr.io/acme/app:1"),
        slowPull("c", "docker.io/library/python:3"),
        slowPull("d", "docker.io/library/redis:7"),
      ],
    });
    expect(await screen.findByText("3 slow pulls from docker.io in 7 days")).toBeTruthy();
    const link = await screen.findByRole("link", { name: "Map docker.io to a cache" });
    const { pathname, searchParams } = new URL(link.getAttribute("href") ?? "", "http://x");
    expect([pathname, searchParams.get("from")]).toEqual(["/o/acme/settings/caches", "docker.io"]);
    expect(searchParams.get("to")).toMatch(/^123456789012\.dkr\.ecr\.eu-north-1\.amazonaws\.com\//);
  });

  test("says nothing of a cache where slow pulls are few", async () => {
    show({ slow: [slowPull("a", "docker.io/x/y:1"), slowPull("b", "docker.io/x/y:1")] });
    await screen.findByRole("link", { name: /team\/one/ });
    expect(screen.queryByText(/slow pulls from/)).toBeNull();
  });

  test("passes over what no filter can be", async () => {
    const { api } = show({ query: "?status=nonsense&credential=none" });
    await waitFor(() => expect(asked(api)).toEqual(["?credential=none"]));
  });

  test("lets new pulls wait behind a button while the list stands still", async () => {
    const { api, user } = show();
    await screen.findByRole("link", { name: /team\/one/ });
    api.answers["GET /organizations/{org}/pulls"] = ({ query: { head } }) => {
      const page = { next: "c2", searchedTo: null };
      const still = { ...page, pulls: [samplePull("one", { status: "failed" })], newer: 14 };
      const now = { ...page, pulls: [samplePull("four"), samplePull("one")], newer: 0 };
      return head === "h1" ? { ...still, head } : { ...now, head: "h4" };
    };
    await user.click(screen.getByRole("switch", { name: "Live tail" }));
    expect(window.location.search).toBe("?live=1");
    const button = await screen.findByRole("button", { name: "14 new pulls – show" });
    expect(screen.getByRole("row", { name: /team\/one/ }).textContent).toContain("Failed");
    expect(screen.queryByRole("link", { name: /team\/four/ })).toBeNull();
    await user.click(button);
    expect(await screen.findByRole("link", { name: /team\/four/ })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("button", { name: /new pull/ })).toBeNull());
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

  test("says how far back a search looked, and searches on", async () => {
    const searchedTo = "2026-05-01T12:00:00.000Z";
    pages.s2 = { ...none, next: "s3", searchedTo };
    const { api, user } = show({ query: "?image=rare" });
    await screen.findByRole("link", { name: /team\/one/ });
    api.answers["GET /organizations/{org}/pulls"] = ({ query: { cursor } }) =>
      cursor === undefined
        ? { ...none, pulls: [samplePull("rare")], next: "s2", head: "h1", searchedTo }
        : (pages[cursor] ?? none);
    await user.selectOptions(screen.getByRole("combobox", { name: "Result" }), "Failed");
    await screen.findByRole("link", { name: /team\/rare/ });
    expect(screen.getByText(/^Searched back to 1 May 2026/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByText(/^No further pulls since 1 May 2026.* match/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Search earlier pulls" }));
    expect(await screen.findByText("No earlier pulls match these filters.")).toBeTruthy();
    expect(screen.queryByText(/Searched back/)).toBeNull();
  });

  test("tells an empty list from filters that nothing fits", async () => {
    const { user } = show({ empty: true, query: "?status=failed" });
    await screen.findByText("No pulls match these filters.");
    const [, reset] = screen.getAllByRole("button", { name: "Reset" });
    await user.click(reset as HTMLElement);
    expect(await screen.findByText("No pulls reported yet")).toBeTruthy();
  });
});
