import type { AuditEvent, Role } from "@berth/api-contract";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { stubApi } from "../../../test/stub-api.ts";
import { AuditListPage } from "./audit-list-page.tsx";

function event(id: string, change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id,
    at: "2026-05-01T12:00:00.000Z",
    action: "registry.update",
    actor: { kind: "person", id: "usr_aino", name: "Aino" },
    object: { kind: "registry", id: "reg_ml", name: "ML" },
    changes: [{ field: "patterns", before: ["a/*"], after: ["b/*"] }],
    address: "192.0.2.7",
    requestId: `req_${id}`,
    ...change,
  };
}

function show({ role = "admin", query = "" }: { role?: Role; query?: string } = {}) {
  const api = stubApi({
    "GET /organizations/{org}/members": () => ({
      members: [
        {
          id: "usr_aino",
          name: "Aino",
          email: "a@example.com",
          role: "owner",
          lastActiveAt: null,
          signIn: null,
        },
      ],
    }),
    "GET /organizations/{org}/audit-events": ({ query: asked }) => {
      if (asked.text === "nothing") return { events: [], next: null };
      const address = role === "support" ? null : "192.0.2.7";
      return asked.cursor === "c2"
        ? { events: [event("two", { action: "registry.delete", address })], next: null }
        : { events: [event("one", { address })], next: "c2" };
    },
  });
  renderPage(<AuditListPage />, { address: `/o/acme/audit${query}`, route: "/o/:org/audit", role });
  return { api, user: userEvent.setup() };
}

const asked = (api: ReturnType<typeof stubApi>) =>
  api.sent.filter(({ key }) => key.endsWith("/audit-events")).map(({ query }) => query);

describe("AuditListPage", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("says who did what to what and from where, with old beside new, and leads to the event", async () => {
    show();
    const row = await screen.findByRole("row", { name: /changed the patterns/ });
    expect(within(row).getByText("Aino")).toBeTruthy();
    expect(within(row).getByText("192.0.2.7")).toBeTruthy();
    expect(within(row).getByText("a/*").tagName).toBe("DEL");
    expect(within(row).getByText("b/*").tagName).toBe("INS");
    expect(within(row).getByRole("link", { name: "ML" }).getAttribute("href")).toBe(
      "/o/acme/registries/reg_ml",
    );
    expect(within(row).getByRole("link", { name: "changed the patterns" })).toBeTruthy();
  });

  test("has no column for addresses where nobody may see one", async () => {
    show({ role: "support" });
    await screen.findByRole("row", { name: /changed the patterns/ });
    expect(screen.queryByRole("columnheader", { name: "From" })).toBeNull();
  });

  test("asks for what the filters say, offers the actions of an area, and exports the same", async () => {
    const { user, api } = show({ query: "?cursor=c2" });
    await screen.findByRole("row", { name: /deleted the registry/ });
    expect(screen.queryByRole("combobox", { name: "Action" })).toBeNull();
    await user.selectOptions(screen.getByRole("combobox", { name: "Area" }), "Registries");
    await user.selectOptions(
      await screen.findByRole("combobox", { name: "Action" }),
      "paused the registry",
    );
    await user.selectOptions(screen.getByRole("combobox", { name: "Actor" }), "Aino");
    const query = "?area=registry&action=registry.pause&actor=usr_aino";
    await waitFor(() => expect(asked(api)).toContain(query));
    expect(window.location.search).toBe(query);
    expect(screen.getByRole("link", { name: "Export CSV" }).getAttribute("href")).toBe(
      `/api/v1/organizations/acme/audit-export${query}&format=csv`,
    );
    expect(screen.getByRole("link", { name: "Export JSON" })).toBeTruthy();
    await user.selectOptions(screen.getByRole("combobox", { name: "Area" }), "Projects");
    await waitFor(() => expect(asked(api)).toContain("?area=project&actor=usr_aino"));
  });

  test("walks through the pages and back", async () => {
    const { user } = show();
    await screen.findByRole("row", { name: /changed the patterns/ });
    await user.click(screen.getByRole("button", { name: "Next page" }));
    await screen.findByRole("row", { name: /deleted the registry/ });
    expect(window.location.search).toBe("?cursor=c2");
    await user.keyboard("[[");
    await screen.findByRole("row", { name: /changed the patterns/ });
  });

  test("tells filters that nothing fits, and takes them away", async () => {
    const { user } = show({ query: "?text=nothing" });
    await screen.findByText("No events match these filters.");
    const [, reset] = screen.getAllByRole("button", { name: "Reset" });
    await user.click(reset as HTMLElement);
    expect(await screen.findByRole("row", { name: /changed the patterns/ })).toBeTruthy();
  });
});
