import type { ExplanationView, Role } from "@berth/api-contract";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { entriesOf, sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { ExplainPage } from "./explain-page.tsx";

const registry = sampleRegistry();
const candidate = {
  entryId: "pat_1",
  pattern: "reg.acme.example/team/*",
  registry: { id: registry.id, name: registry.name },
  matched: true,
  spans: [{ start: 0, end: 16, kind: "literal" as const }],
  reason: "The only pattern that matches.",
};
const loser = {
  ...candidate,
  entryId: "pat_2",
  pattern: "quay.io/*",
  matched: false,
  spans: [],
  reason: "Host differs: the pattern has `quay`, the image `reg`.",
};

function explained(image: string, change: Partial<ExplanationView> = {}): ExplanationView {
  const covered = image.startsWith("reg.acme.example/team/");
  return {
    image,
    canonical: image,
    mapped: null,
    notes: [],
    verdict: covered ? "uses" : "no-credential",
    sentence: covered
      ? "Uses 'ML'. `reg.acme.example/team/*` is the only pattern that matches."
      : "No credential. None of 2 patterns matches; the pull is anonymous.",
    winner: covered ? candidate : null,
    candidates: covered ? [candidate, loser] : [loser],
    omitted: 0,
    hint: null,
    checks: [
      { id: "configured", mark: "pass", text: "ok", link: null },
      { id: "readable", mark: "not-checked", text: "Not checked for this image yet.", link: null },
    ],
    project: null,
    checkedOn: null,
    asOf: null,
    ...change,
  };
}

function show({
  role = "admin",
  query = "",
  change = {},
}: { role?: Role; query?: string; change?: Partial<ExplanationView> } = {}) {
  const api = stubApi({
    "GET /organizations/{org}/projects": () => ({
      next: null,
      projects: [
        {
          id: "prj_tom",
          externalId: null,
          name: "demo-tom",
          owner: { kind: "person", person: { id: "usr_tom", name: "Tom" } },
          members: [],
          pulls30d: 0,
          lastPullAt: null,
          createdAt: "2026-05-01T12:00:00.000Z",
        },
      ],
    }),
    "GET /organizations/{org}/pattern-entries": () => ({ entries: entriesOf(registry) }),
    "GET /organizations/{org}/image-mappings": () => ({ mappings: [] }),
    "GET /organizations/{org}/recent-images": () => ({ images: [], daysRecorded: 0 }),
    "GET /organizations/{org}/pulls": () => ({
      pulls: [],
      next: null,
      head: null,
      newer: 0,
      searchedTo: null,
    }),
    "POST /organizations/{org}/explain": ({ body }) => ({
      explanations: body.images.map((image) => explained(image, change)),
    }),
    "POST /organizations/{org}/checks": () => ({
      refused: 429,
      error: { code: "busy", message: "Too many checks run at the moment." },
    }),
  });
  renderPage(<ExplainPage />, {
    address: `/o/acme/explain${query}`,
    route: "/o/:org/explain",
    role,
  });
  return { api, user: userEvent.setup() };
}

const imageField = () => screen.findByRole<HTMLInputElement>("combobox", { name: "Image" });
const asked = (api: ReturnType<typeof stubApi>) =>
  api.sent.filter(({ key }) => key.endsWith("/explain")).map(({ body }) => body);

describe("ExplainPage", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("answers what stands in the address: verdict, checks, and the patterns in order", async () => {
    show({ query: "?image=reg.acme.example/team/app" });
    expect((await screen.findByRole("heading", { name: /Uses 'ML'/ })).textContent).toContain(
      "is the only pattern that matches",
    );
    expect(screen.getByRole("heading", { name: "1 of 2 checks pass" })).toBeTruthy();
    const table = screen.getByRole("table", { name: "Patterns in evaluation order" });
    expect(within(table).getByText("1. Wins")).toBeTruthy();
    expect(within(table).queryByText("quay.io/*")).toBeNull();
  });

  test("an image that is pulled through a cache is shown under both names", async () => {
    const to = "reg.acme.example/team";
    const mapped = { from: "quay.io/app", to: `${to}/app`, mapping: { from: "quay.io", to } };
    show({
      query: "?image=quay.io/app:2",
      change: { ...explained(`${to}/app`), image: "quay.io/app:2", mapped },
    });
    const card = await screen.findByRole("region", { name: /Uses 'ML'/ });
    expect(card.textContent).toContain("quay.io/app:2 is pulled as reg.acme.example/team/app:2");
  });

  test("shows the patterns that lost, by default to support and with one key to anybody", async () => {
    show({ role: "support", query: "?image=reg.acme.example/team/app" });
    const reason = await screen.findByText(/Host differs/);
    expect(reason.closest("td")?.textContent).toContain("host reg, differs here");
    cleanup();
    const { user } = show({ query: "?image=reg.acme.example/team/app" });
    await screen.findByRole("heading", { name: /Uses 'ML'/ });
    expect(screen.queryByText(/Host differs/)).toBeNull();
    await user.keyboard("n");
    expect(screen.getByText(/Host differs/)).toBeTruthy();
  });

  test("goes to paper whole: with the patterns that lost, and what was asked", async () => {
    show({ query: "?image=reg.acme.example/team/app" });
    await screen.findByRole("heading", { name: /Uses 'ML'/ });
    expect(screen.queryByText("quay.io/*")).toBeNull();
    window.dispatchEvent(new Event("beforeprint"));
    const table = screen.getByRole("table", { name: "Patterns in evaluation order" });
    expect(within(table).getByText("quay.io/*")).toBeTruthy();
    expect(screen.queryByRole("switch")).toBeNull();
    expect(screen.getByText(/, without a project/).textContent).toContain("reg.acme.example/team");
    act(() => void window.dispatchEvent(new Event("afterprint")));
    expect(screen.queryByText("quay.io/*")).toBeNull();
  });

  test("says at once what this browser knows, and gives way to the server", async () => {
    const { user } = show();
    await user.type(await imageField(), "reg.acme.example/team/app");
    expect(await screen.findByRole("region", { name: "Preview of the answer" })).toBeTruthy();
    expect(await screen.findByRole("heading", { name: /Uses 'ML'/ })).toBeTruthy();
    expect(screen.queryByRole("region", { name: "Preview of the answer" })).toBeNull();
  });

  test("asks once the typing pauses, not for every key, and puts Enter into the address", async () => {
    const { user, api } = show();
    await user.type(await imageField(), "alpine");
    await screen.findByRole("heading", { name: /No credential/ });
    expect(asked(api)).toEqual([{ images: ["alpine"], losers: 200 }]);
    expect(window.location.search).toBe("");
    const length = window.history.length;
    await user.keyboard("{Enter}");
    expect(window.location.search).toBe("?image=alpine");
    expect(window.history.length).toBe(length + 1);
  });

  test("asks for a project and a moment, and keeps both in the address", async () => {
    const { user, api } = show({ query: "?image=alpine" });
    await screen.findByRole("option", { name: "demo-tom" });
    await user.selectOptions(screen.getByRole("combobox", { name: "Project" }), "demo-tom");
    await waitFor(() =>
      expect(asked(api)).toContainEqual({ images: ["alpine"], project: "prj_tom", losers: 200 }),
    );
    expect(window.location.search).toBe("?image=alpine&project=prj_tom");
  });

  test("takes the name out of a pasted command", async () => {
    const { user, api } = show();
    await user.click(await imageField());
    await user.paste("docker pull alpine:3");
    expect(await screen.findByText(/An image name doesn't include it/)).toBeTruthy();
    await waitFor(() => expect(asked(api)).toEqual([{ images: ["alpine:3"], losers: 200 }]));
  });

  test("offers what helps: a check where a registry serves the image, else a new registry", async () => {
    const { user, api } = show({ query: "?image=reg.acme.example/team/app" });
    await user.click(await screen.findByRole("button", { name: "Run a check with this image" }));
    expect(await screen.findByText("Too many checks run at the moment.")).toBeTruthy();
    expect(api.sent.find(({ key }) => key.endsWith("/checks"))?.body).toEqual({
      subject: "registry",
      registryId: "reg_ml",
      image: "reg.acme.example/team/app",
    });
    cleanup();
    show({ query: "?image=quay.io/x/y" });
    const create = await screen.findByRole("link", { name: "Create registry for this image" });
    expect(create.getAttribute("href")).toBe("/o/acme/registries/new?image=quay.io%2Fx%2Fy");
    expect(screen.queryByRole("button", { name: "Run a check with this image" })).toBeNull();
  });

  test("offers a member neither checks nor registries, and asks for no patterns", async () => {
    const { api } = show({ role: "member", query: "?image=reg.acme.example/team/app" });
    await screen.findByRole("heading", { name: /Uses 'ML'/ });
    expect(screen.queryByRole("button", { name: /check/i })).toBeNull();
    expect(screen.queryByText("Try other patterns on this image")).toBeNull();
    expect(api.sent.some(({ key }) => /pattern-entries|recent-images/.test(key))).toBe(false);
  });

  test("mends the image with the hint's fix", async () => {
    const { user } = show({
      query: "?image=train",
      change: {
        hint: {
          id: "implied-hub",
          message: "`docker.io/library/` was implied.",
          fix: { kind: "image", text: "reg.acme.example/team/train" },
        },
      },
    });
    await user.click(
      await screen.findByRole("button", { name: "Use reg.acme.example/team/train" }),
    );
    expect((await imageField()).value).toBe("reg.acme.example/team/train");
  });
});
