import type { AuditEvent, Effect, RegistryView, Role } from "@berth/api-contract";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import {
  checkEvents,
  provenCheck,
  rejectedCheck,
  sampleCheck,
} from "../../../test/sample-check.ts";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { CredentialTab } from "./credential-tab.tsx";
import { RegistryPage } from "./registry-page.tsx";

const saved = sampleRegistry({ testImage: "reg.acme.example/team/app:1" });
const nothing: Effect = { gain: [], switch: [], lose: [], unchanged: 3, daysRecorded: 30 };
const moved = (image: string) => ({ image, now: null, after: null, pulls: 2, projects: ["train"] });

function show({
  role = "admin",
  registry = saved,
  impact = nothing,
  outcome = provenCheck(),
  page = "registry",
  hash = "",
}: {
  role?: Role;
  registry?: RegistryView;
  impact?: Effect;
  outcome?: ReturnType<typeof provenCheck>;
  page?: "registry" | "credential";
  hash?: string;
} = {}) {
  let current = registry;
  const change = (next: Partial<RegistryView>) => {
    current = { ...current, ...next, version: current.version + 1 };
    return { registry: current };
  };
  const api = stubApi({
    "GET /organizations/{org}/registries/{id}": () => ({ registry: current }),
    "POST /organizations/{org}/registries/{id}/pause": () => change({ paused: true }),
    "POST /organizations/{org}/registries/{id}/resume": () => change({ paused: false }),
    "PATCH /organizations/{org}/registries/{id}": ({ body }) =>
      change({ handOutStored: body.handOutStored ?? current.handOutStored }),
    "PUT /organizations/{org}/registries/{id}/secret": () =>
      change({ updatedAt: "2026-05-02T10:42:00.000Z" }),
    "GET /organizations/{org}/registries/{id}/deletion-impact": () => impact,
    "DELETE /organizations/{org}/registries/{id}": () => undefined,
    "POST /organizations/{org}/checks": () => ({ check: sampleCheck({ subject: "registry" }) }),
    "GET /organizations/{org}/checks/{id}": () => ({ check: outcome }),
    "GET /organizations/{org}/checks/{id}/events": () =>
      checkEvents({ kind: "finished", seq: 1, check: outcome }),
  });
  renderPage(page === "registry" ? <RegistryPage /> : <CredentialTab />, {
    address: `/o/acme/registries/${registry.id}${hash}`,
    route: "/o/:org/registries/:id",
    role,
  });
  return { api, user: userEvent.setup() };
}

const keys = (api: ReturnType<typeof show>["api"]) => api.sent.map(({ key }) => key);

describe("a registry's page", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("says who deleted it where that is known, and nothing to who may not read the log", async () => {
    const gone = { refused: 404, error: { code: "not_found", message: "Nothing here." } } as const;
    const deletion: AuditEvent = {
      id: "aud_1",
      at: "2026-05-04T10:42:00.000Z",
      action: "registry.delete",
      actor: { kind: "person", id: "usr_jussi", name: "Jussi" },
      object: { kind: "registry", id: "reg_old", name: "Old one" },
      changes: [],
      address: null,
      requestId: "req_1",
    };
    const place = { address: "/o/acme/registries/reg_old", route: "/o/:org/registries/:id" };
    const open = (role: Role, events: AuditEvent[]) => {
      const api = stubApi({
        "GET /organizations/{org}/registries/{id}": () => gone,
        "GET /organizations/{org}/audit-events": () => ({ events, next: null }),
      });
      renderPage(<RegistryPage />, { ...place, role });
      return api;
    };
    open("support", [deletion]);
    await screen.findByRole("heading", { name: "'Old one' was deleted" });
    expect(screen.getByText(/^Jussi deleted this registry on 4 May 2026/)).toBeTruthy();
    cleanup();
    open("support", []);
    await screen.findByRole("heading", { name: "We can't find that page" });
    cleanup();
    const api = open("member", [deletion]);
    await screen.findByRole("heading", { name: "We can't find that page" });
    expect(keys(api)).toEqual(["GET /organizations/{org}/registries/{id}"]);
  });

  test("lets an admin change it, support check it and a member only look", async () => {
    show({ role: "support" });
    await screen.findByRole("button", { name: "Check now" });
    expect(screen.queryByRole("button", { name: /More actions/ })).toBeNull();
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual([
      "Overview",
      "Patterns",
      "Credential",
      "Checks",
      "Pulls",
      "History",
    ]);
    cleanup();
    show({ role: "member" });
    await screen.findByRole("heading", { level: 1, name: "ML" });
    expect(screen.queryByRole("button", { name: "Check now" })).toBeNull();
    expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual([
      "Overview",
      "Patterns",
      "Pulls",
    ]);
  });

  test("checks beside whatever is shown, leaving the focus where it is", async () => {
    const { user, api } = show({ outcome: rejectedCheck() });
    const button = await screen.findByRole("button", { name: "Check now" });
    await user.click(button);
    expect(await screen.findByText("The registry rejected the user name or secret.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "See why and what to do" }).getAttribute("href")).toBe(
      "/o/acme/registries/reg_ml/checks/chk_one",
    );
    expect(document.activeElement).toBe(button);
    expect(api.sent.find(({ key }) => key === "POST /organizations/{org}/checks")?.body).toEqual({
      subject: "registry",
      registryId: "reg_ml",
      image: "reg.acme.example/team/app:1",
    });
  });

  test("asks for an image where none is known", async () => {
    const { user, api } = show({ registry: { ...saved, testImage: null } });
    await user.click(await screen.findByRole("button", { name: "Check now" }));
    const image = screen.getByRole("textbox", { name: "Image to check with" });
    expect(document.activeElement).toBe(image);
    await user.type(image, "reg.acme.example/team/other:3");
    await user.click(screen.getByRole("button", { name: "Check this image" }));
    await waitFor(() => expect(keys(api)).toContain("POST /organizations/{org}/checks"));
  });

  test("pauses with a way back in place", async () => {
    const { user } = show();
    await user.click(await screen.findByRole("button", { name: /More actions/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Pause" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.queryByText("Paused")).toBeNull());
  });

  test("asks for the name before images lose their credential, with the focus on Cancel", async () => {
    const { user, api } = show({
      hash: "#delete",
      impact: { ...nothing, lose: [moved("reg.acme.example/team/app")] },
    });
    const dialog = await screen.findByRole("alertdialog", { name: "Delete 'ML'?" });
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByRole("button", { name: "Cancel" })),
    );
    expect(await within(dialog).findByText(/1 image used this credential/)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Delete registry" }));
    expect(within(dialog).getByText("Type 'ML' to delete it.")).toBeTruthy();
    expect(keys(api)).not.toContain("DELETE /organizations/{org}/registries/{id}");
    await user.type(within(dialog).getByRole("textbox", { name: /Type 'ML'/ }), "ML");
    await user.click(within(dialog).getByRole("button", { name: "Delete registry" }));
    expect(await screen.findByText("Another page")).toBeTruthy();
    expect(api.sent.findLast(({ key }) => key.startsWith("DELETE"))?.query).toBe("?version=1");
  });

  test("asks for no name where nothing is lost", async () => {
    const { user, api } = show({ hash: "#delete" });
    const dialog = await screen.findByRole("alertdialog", { name: "Delete 'ML'?" });
    await within(dialog).findByText(/No image pulled in the last 30 days uses this credential/);
    expect(within(dialog).queryByRole("textbox")).toBeNull();
    await user.click(within(dialog).getByRole("button", { name: "Delete registry" }));
    await waitFor(() => expect(keys(api)).toContain("DELETE /organizations/{org}/registries/{id}"));
  });
});

describe("the credential of a registry", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  const paste = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(await screen.findByRole("button", { name: "Replace secret" }));
    const field = await screen.findByLabelText("Password or token");
    expect(document.activeElement).toBe(field);
    await user.click(field);
    await user.paste("brand-new-secret");
    await user.click(screen.getByRole("button", { name: "Test the new secret" }));
  };
  const put = (api: ReturnType<typeof show>["api"]) =>
    api.sent.find(({ key }) => key.startsWith("PUT"))?.body;

  test("says that there is a secret without a word of it", async () => {
    show({ page: "credential" });
    expect(await screen.findByText(/It can't be shown again\./)).toBeTruthy();
    expect(screen.getByText("0a1b2c3d")).toBeTruthy();
    expect(document.querySelector('input[type="password"]')).toBeNull();
  });

  test("uses a new secret only after it was tested and somebody said so", async () => {
    const { user, api } = show({ page: "credential" });
    await paste(user);
    expect(await screen.findByText("The new secret works")).toBeTruthy();
    expect(put(api)).toBeUndefined();
    await user.click(screen.getByRole("button", { name: "Use the new secret" }));
    expect(await screen.findByText(/New secret in use since/)).toBeTruthy();
    expect(put(api)).toEqual({
      version: 1,
      secret: { password: "brand-new-secret" },
      checkId: "chk_one",
      expiryAt: null,
      keepHours: 24,
    });
    expect(document.activeElement?.textContent).toBe("Replace secret");
  });

  test("keeps the current secret when the new one fails, unless a reason is given", async () => {
    const { user, api } = show({ page: "credential", outcome: rejectedCheck() });
    await paste(user);
    expect(
      await screen.findByText("The new secret didn't work. The current one is still in use."),
    ).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Use it anyway" }));
    await screen.findByRole("region", { name: "There is a problem" });
    expect(put(api)).toBeUndefined();
    await user.type(
      screen.getByRole("textbox", { name: "Why use it anyway?" }),
      "The registry is down until noon",
    );
    await user.click(screen.getByRole("button", { name: "Use it anyway" }));
    await waitFor(() =>
      expect(put(api)).toMatchObject({
        checkId: null,
        reasonUnchecked: "The registry is down until noon",
      }),
    );
  });

  test("hands the stored secret out only after its consequence was read", async () => {
    const { user, api } = show({ page: "credential" });
    await user.click(await screen.findByRole("switch"));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toMatch(/can then read this secret/);
    expect(keys(api)).not.toContain("PATCH /organizations/{org}/registries/{id}");
    await user.click(within(dialog).getByRole("button", { name: "Hand it out" }));
    await waitFor(() =>
      expect(api.sent.find(({ key }) => key.startsWith("PATCH"))?.body).toEqual({
        version: 1,
        handOutStored: true,
      }),
    );
  });
});
