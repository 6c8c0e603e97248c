import type { RegistryUpdate, RegistryView } from "@berth/api-contract";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { registryQuery } from "#src/api/registries.ts";
import { renderPage } from "../../../test/render-page.tsx";
import { checkEvents, provenCheck, sampleCheck } from "../../../test/sample-check.ts";
import { agreeingPreview, sampleRegistry } from "../../../test/sample-registry.ts";
import { type Refusal, stubApi } from "../../../test/stub-api.ts";
import { OverviewTab } from "./overview-tab.tsx";

const saved = sampleRegistry({
  settings: {
    preset: "plain",
    tls: "public",
    host: "reg.acme.example",
    username: "alice",
  },
  testImage: "reg.acme.example/team/app:1",
});
const secret = "s3cret-of-the-test";

function show({
  save,
  theirs = saved,
}: {
  save?: (body: RegistryUpdate) => RegistryView | Refusal;
  /** What the server holds once somebody else has been faster. */
  theirs?: RegistryView;
} = {}) {
  let current = saved;
  const api = stubApi({
    "GET /organizations/{org}/registries/{id}": () => ({ registry: current }),
    "PATCH /organizations/{org}/registries/{id}": ({ body }) => {
      const answer = save?.(body) ?? { ...saved, version: 2 };
      if (!("refused" in answer)) {
        current = answer;
        return { registry: answer };
      }
      if (answer.error.code === "conflict") current = theirs;
      return answer;
    },
    "GET /organizations/{org}/checks": () => ({ checks: [], next: null }),
    "GET /organizations/{org}/pulls": () => ({
      pulls: [],
      next: null,
      head: null,
      newer: 0,
      searchedTo: null,
    }),
    "POST /organizations/{org}/checks": () => ({ check: sampleCheck() }),
    "GET /organizations/{org}/checks/{id}": () => ({ check: provenCheck() }),
    "GET /organizations/{org}/checks/{id}/events": () =>
      checkEvents({ kind: "finished", seq: 1, check: provenCheck() }),
    "GET /organizations/{org}/pattern-entries": () => ({ entries: [] }),
    "GET /organizations/{org}/recent-images": () => ({ images: [], daysRecorded: 0 }),
    "POST /organizations/{org}/pattern-preview": ({ body }) => agreeingPreview([], saved, body),
  });
  const { queryClient } = renderPage(<OverviewTab />, {
    address: `/o/acme/registries/${saved.id}?edit=settings`,
    route: "/o/:org/registries/:id",
  });
  queryClient.setQueryData(registryQuery("acme", saved.id).queryKey, saved);
  return { api, user: userEvent.setup() };
}

const host = () => screen.findByRole<HTMLInputElement>("textbox", { name: "Host" });
const patches = (api: ReturnType<typeof show>["api"]) =>
  api.sent.filter(({ key }) => key.startsWith("PATCH")).map(({ body }) => body as RegistryUpdate);
const summary = () => screen.findByRole("region", { name: "There is a problem" });

describe("editing the settings of a registry", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("never asks for the secret while its destination stays", async () => {
    const { user, api } = show();
    await user.selectOptions(await screen.findByRole("combobox", { name: "Product" }), "harbor");
    expect(screen.queryByLabelText("Password or token")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Save settings" }));
    expect(await screen.findByText("Settings saved.")).toBeTruthy();
    expect(patches(api)).toHaveLength(1);
    expect(patches(api)[0]).not.toHaveProperty("secret");
    expect(patches(api)[0]?.settings).toMatchObject({ preset: "harbor", host: "reg.acme.example" });
    expect(document.activeElement?.textContent).toBe("Edit settings");
  });

  test("asks for the secret again when the host changes, and says why", async () => {
    const { user, api } = show();
    await user.clear(await host());
    await user.type(await host(), "other.acme.example");
    expect(
      screen.getByText(
        "You're pointing this registry's secret at a different host. Enter the secret again so it can't be sent somewhere new by accident.",
      ),
    ).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Move them to the new host" }));
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    expect((await summary()).textContent).toMatch(/nothing was pasted yet/);
    expect(patches(api)).toEqual([]);
  });

  test("takes patterns and test image along to the new host and saves with the check as proof", async () => {
    const { user, api } = show();
    await user.clear(await host());
    await user.type(await host(), "other.acme.example");
    await user.click(screen.getByRole("button", { name: "Move them to the new host" }));
    await user.click(screen.getByLabelText("Password or token"));
    await user.paste(secret);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    expect(await screen.findByText("Saved and verified.")).toBeTruthy();
    expect(patches(api)[0]).toMatchObject({
      version: 1,
      secret: { password: secret },
      patterns: ["other.acme.example/team/*"],
      testImage: "other.acme.example/team/app:1",
      checkId: "chk_one",
    });
  });

  test("believes the server where it wants the secret although the page did not", async () => {
    const message = "You're pointing this registry's secret at a different place.";
    const { user, api } = show({
      save: (body) =>
        body.secret === undefined
          ? {
              refused: 422,
              error: {
                code: "secret_required",
                message,
                issues: [{ path: "secret.password", message }],
              },
            }
          : { ...saved, version: 2 },
    });
    await user.selectOptions(await screen.findByRole("combobox", { name: "Product" }), "quay");
    await user.click(screen.getByRole("button", { name: "Save settings" }));
    await user.click(await screen.findByLabelText("Password or token"));
    await user.paste(secret);
    await user.click(screen.getByRole("button", { name: "Save without checking" }));
    await waitFor(() => expect(patches(api).at(-1)?.secret).toEqual({ password: secret }));
  });

  test("shows both values when somebody else saved first, and keeps what was typed", async () => {
    const theirs: RegistryView = {
      ...saved,
      version: 5,
      testImage: "reg.acme.example/team/theirs:9",
      updatedBy: { id: "usr_jussi", name: "Jussi" },
    };
    const { user, api } = show({
      theirs,
      save: (body) =>
        body.version === 5
          ? { ...theirs, version: 6 }
          : {
              refused: 409,
              error: { code: "conflict", message: "Jussi changed this registry just now." },
            },
    });
    const image = await screen.findByRole<HTMLInputElement>("textbox", { name: /Test image/ });
    await user.clear(image);
    await user.type(image, "reg.acme.example/team/mine:1");
    await user.click(screen.getByRole("button", { name: "Save settings" }));

    const both = await screen.findByRole("region", { name: "Two versions" });
    expect(document.activeElement).toBe(both);
    expect(both.textContent).toMatch(/Jussi changed this registry/);
    expect(both.textContent).toContain("Yours: reg.acme.example/team/mine:1");
    expect(both.textContent).toContain("Theirs: reg.acme.example/team/theirs:9");
    expect(image.value).toBe("reg.acme.example/team/mine:1");

    await user.click(within(both).getByRole("button", { name: "Keep mine" }));
    expect(await screen.findByText("Settings saved.")).toBeTruthy();
    expect(patches(api).at(-1)).toMatchObject({
      version: 5,
      testImage: "reg.acme.example/team/mine:1",
    });
  });

  test("takes the other's values where that is what the person wants", async () => {
    const theirs = { ...saved, version: 5, testImage: "reg.acme.example/team/theirs:9" };
    const { user, api } = show({
      theirs,
      save: () => ({ refused: 409, error: { code: "conflict", message: "Changed just now." } }),
    });
    const image = await screen.findByRole<HTMLInputElement>("textbox", { name: /Test image/ });
    await user.clear(image);
    await user.type(image, "reg.acme.example/team/mine:1");
    await user.click(screen.getByRole("button", { name: "Save settings" }));
    const both = await screen.findByRole("region", { name: "Two versions" });
    await user.click(within(both).getByRole("button", { name: "Take theirs" }));
    await waitFor(() => expect(image.value).toBe("reg.acme.example/team/theirs:9"));
    expect(patches(api)).toHaveLength(1);
  });
});
