import type { AddressProbe, CheckView, RegistryView } from "@berth/api-contract";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent, type UserEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import {
  checkEvents,
  provenCheck,
  rejectedCheck,
  sampleCheck,
} from "../../../test/sample-check.ts";
import { agreeingPreview, sampleRegistry } from "../../../test/sample-registry.ts";
import { type Refusal, stubApi } from "../../../test/stub-api.ts";
import { SetupPage } from "./setup-page.tsx";

const image = "reg.acme.example/team/app:1";
const secret = "s3cret-of-the-test";

const answering: AddressProbe = {
  ok: true,
  code: "OK",
  message: "A registry answers here. It signs clients in with tokens.",
  remedies: [],
  scheme: "bearer",
  realm: "https://reg.acme.example",
  realmNeedsPin: false,
  tls: null,
  durationMs: 12,
};

function show({
  probe = (): AddressProbe | Refusal => answering,
  outcome = provenCheck(),
  save = (): { registry: RegistryView } | Refusal => ({
    registry: sampleRegistry({
      testImage: image,
      health: {
        state: "healthy",
        reason: null,
        since: null,
        checkedAt: null,
        checkId: "chk_one",
      },
    }),
  }),
  address = "/o/acme/registries/new",
}: {
  probe?: () => AddressProbe | Refusal;
  outcome?: CheckView;
  save?: () => { registry: RegistryView } | Refusal;
  address?: string;
} = {}) {
  const asked: AddressProbe[] = [];
  const api = stubApi({
    "POST /organizations/{org}/address-probe": () => {
      const answer = probe();
      if (!("refused" in answer)) asked.push(answer);
      return answer;
    },
    "POST /organizations/{org}/checks": () => ({ check: sampleCheck() }),
    "GET /organizations/{org}/checks/{id}": () => ({ check: outcome }),
    "GET /organizations/{org}/checks/{id}/events": () =>
      checkEvents({ kind: "finished", seq: 1, check: outcome }),
    "POST /organizations/{org}/registries": save,
    "GET /organizations/{org}/registries": () => ({ registries: [] }),
    "GET /organizations/{org}/registries/{id}": () => ({
      registry: sampleRegistry({ testImage: image }),
    }),
    "GET /organizations/{org}/pattern-entries": () => ({ entries: [] }),
    "GET /organizations/{org}/recent-images": () => ({ images: [], daysRecorded: 0 }),
    "POST /organizations/{org}/pattern-preview": ({ body }) =>
      agreeingPreview([], { id: "", name: "", hostRule: sampleRegistry().hostRule }, body),
  });
  renderPage(<SetupPage />, { address, route: "/o/:org/registries/new" });
  return { api, user: userEvent.setup() };
}

const next = () => screen.getByRole("button", { name: "Continue" });
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const host = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Host" });
const password = () => screen.getByLabelText<HTMLInputElement>("Password or token");

async function pasteImage(user: UserEvent, text = image) {
  await user.click(screen.getByRole("textbox", { name: /Paste an image/ }));
  await user.paste(text);
  await user.click(next());
  await heading("Where is it?");
}

async function reachLastStep(user: UserEvent) {
  await pasteImage(user);
  await user.click(next());
  await heading("Create access");
  await user.click(next());
  await heading("Paste access");
  await user.click(password());
  await user.paste(secret);
  await user.click(next());
  await heading("Check and save");
}

describe("the guided setup", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    document.title = "";
  });

  test("fills itself in from a pasted image", async () => {
    const { user } = show();
    await pasteImage(user, `  docker pull ${image}\n`);
    expect(host().value).toBe("reg.acme.example");
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: /Test image/ }).value).toBe(image);
    expect(screen.getByText(/Removed 'docker pull'/)).toBeTruthy();
  });

  test("says so where nothing can be read from what was pasted", async () => {
    const { user } = show();
    await user.type(screen.getByRole("textbox", { name: /Paste an image/ }), "hello world");
    await user.click(next());
    const box = await screen.findByRole("region", { name: "There is a problem" });
    expect(within(box).getByRole("link").textContent).toMatch(/We can't tell a registry/);
    expect(document.activeElement).toBe(box);
  });

  test("takes an image that the address brings along", () => {
    show({ address: `/o/acme/registries/new?image=${encodeURIComponent(image)}` });
    expect(screen.getByText(/Read as an image: Standard registry/)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("radio", { name: /Standard/ }).checked).toBe(true);
  });

  test("shows what it cleaned as soon as the field is left", async () => {
    const { user } = show({ address: "/o/acme/registries/new?type=standard&step=1" });
    await user.type(host(), "https://Reg.Acme.example/team/");
    await user.tab();
    expect(host().value).toBe("reg.acme.example");
    expect(await screen.findByText(/Removed 'https:\/\/'/)).toBeTruthy();
  });

  test("keeps the step in the address and goes back with the browser", async () => {
    const { user } = show();
    await pasteImage(user);
    expect(window.location.search).toBe("?type=standard&step=1");
    await user.click(next());
    await heading("Create access");
    expect(window.location.search).toBe("?type=standard&step=2");
    expect(document.title).toMatch(/^Step 2 of 4: Create access – Standard registry/);
    expect(document.activeElement?.textContent).toBe("Create access");
    window.history.back();
    await heading("Where is it?");
    expect(host().value).toBe("reg.acme.example");
  });

  test("keeps the answers where Back has led to the type picker", async () => {
    const { user } = show();
    await pasteImage(user);
    await user.clear(host());
    await user.type(host(), "other.acme.example");
    window.history.back();
    await heading("Add a registry");
    await user.click(screen.getByRole("radio", { name: /Standard/ }));
    await user.click(next());
    await heading("Where is it?");
    expect(host().value).toBe("other.acme.example");
  });

  test("starts from the beginning when a later step is loaded without its answers", async () => {
    show({ address: "/o/acme/registries/new?type=standard&step=3" });
    await heading("Where is it?");
    expect(screen.getByText(/starts from the beginning/)).toBeTruthy();
    await waitFor(() => expect(window.location.search).toBe("?type=standard&step=1"));
  });

  test("goes on by Ctrl+Enter", async () => {
    const { user } = show();
    await pasteImage(user);
    await user.click(host());
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await heading("Create access")).toBeTruthy();
  });

  test("complains about nothing on a step before its Continue, but tells a recognised mistake", async () => {
    const { user } = show();
    await pasteImage(user);
    await user.click(next());
    await heading("Create access");
    await user.click(next());
    await heading("Paste access");
    await user.click(password());
    await user.tab();
    expect(screen.queryByText(/nothing was pasted yet/)).toBeNull();
    await user.click(password());
    await user.paste("$REGISTRY_PASSWORD");
    await user.tab();
    expect(await screen.findByText(/name of a variable, not its value/)).toBeTruthy();
    expect(screen.queryByRole("region", { name: "There is a problem" })).toBeNull();
  });

  test("refuses an address that answers without a registry API", async () => {
    const { user } = show({
      probe: () => ({
        ...answering,
        ok: false,
        code: "NOT-REGISTRY",
        message: "`reg.acme.example` answered, but without a registry API (text/html).",
        scheme: null,
        realm: null,
      }),
    });
    await pasteImage(user);
    await user.click(next());
    const box = await screen.findByRole("region", { name: "There is a problem" });
    expect(within(box).getByRole("link").textContent).toMatch(/without a registry API/);
    await user.click(next());
    await screen.findByRole("region", { name: "There is a problem" });
    expect(screen.queryByRole("heading", { name: "Create access" })).toBeNull();
  });

  test("warns once about an address that can't be reached, and then lets the admin decide", async () => {
    const { user } = show({
      probe: () => ({
        ...answering,
        ok: false,
        code: "NET-TIMEOUT",
        message: "No answer from port 443.",
        scheme: null,
        realm: null,
      }),
    });
    await pasteImage(user);
    await user.click(next());
    const box = await screen.findByRole("region", { name: "There is a problem" });
    expect(box.textContent).toMatch(/press Continue again/);
    await user.click(next());
    await heading("Create access");
  });

  test("asks before the secret may go to a token service elsewhere, and pins it by one click", async () => {
    const { user, api } = show({
      probe: () => ({ ...answering, realm: "https://auth.acme.example", realmNeedsPin: true }),
    });
    await pasteImage(user);
    await user.click(next());
    await screen.findByRole("region", { name: "There is a problem" });
    await user.click(
      screen.getByRole("button", { name: "Yes, send the secret to https://auth.acme.example" }),
    );
    const pinned = screen.getByRole<HTMLInputElement>("textbox", { name: /Token service/ });
    expect(pinned.value).toBe("https://auth.acme.example");
    await waitFor(() =>
      expect(
        api.sent.filter(({ key }) => key.endsWith("address-probe")).at(-1)?.body,
      ).toMatchObject({ settings: { tokenOrigin: "https://auth.acme.example" } }),
    );
  });

  test("keeps the secret out of the address and of every storage", async () => {
    const { user } = show({ outcome: rejectedCheck() });
    await reachLastStep(user);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await screen.findByRole("heading", { name: /The registry rejected/ });
    expect(window.location.href).not.toContain(secret);
    expect(JSON.stringify(window.history.state)).not.toContain(secret);
    for (const storage of [window.localStorage, window.sessionStorage]) {
      expect(JSON.stringify(Object.entries(storage))).not.toContain(secret);
    }
    expect(document.cookie).not.toContain(secret);
    expect(document.body.textContent).not.toContain(secret);
  });

  test("saves with the check as proof, then shows the image line and forgets the secret", async () => {
    const { user, api } = show();
    await reachLastStep(user);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await heading("Saved and verified");
    expect(
      api.sent.find(({ key }) => key === "POST /organizations/{org}/registries")?.body,
    ).toEqual({
      name: "reg.acme.example",
      type: "standard",
      settings: { preset: "plain", tls: "public", host: "reg.acme.example" },
      secret: { password: secret },
      patterns: ["reg.acme.example/team/*"],
      handOutStored: false,
      testImage: image,
      expiryAt: null,
      checkId: "chk_one",
    });
    expect(screen.getByText(`image: ${image}`)).toBeTruthy();
    expect(screen.getByText(/- step:/).textContent).toContain(`image: ${image}`);
    expect(window.location.search).toBe("?saved=reg_ml");
  });

  test("does not call a credential proven by an image that anyone can pull", async () => {
    const publicImage = provenCheck({
      diagnosis: {
        code: "OK-PUBLIC",
        outcome: "ok_but_public",
        confidence: "certain",
        symptom:
          "Anyone can pull `reg.acme.example/team/app:1`, so the credential was not proven by it.",
        causes: ["The image is public."],
        remedies: ["Run the check with a private image of this registry."],
      },
    });
    const { user, api } = show({ outcome: publicImage });
    await reachLastStep(user);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await screen.findByRole("heading", { name: /Anyone can pull/ });
    expect(api.sent.map(({ key }) => key)).not.toContain("POST /organizations/{org}/registries");
    await user.click(screen.getByRole("button", { name: "Save registry" }));
    expect(await heading("Saved, not proven")).toBeTruthy();
  });

  test("saves nothing after a failed check and leads back to what was pasted", async () => {
    const { user, api } = show({ outcome: rejectedCheck() });
    await reachLastStep(user);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await screen.findByRole("heading", { name: /The registry rejected/ });
    expect(api.sent.map(({ key }) => key)).not.toContain("POST /organizations/{org}/registries");
    await user.click(screen.getByRole("button", { name: "Change what was pasted" }));
    await heading("Paste access");
    await waitFor(() => expect(document.activeElement).toBe(password()));
  });

  test("needs no second check when only the name was refused", async () => {
    let tries = 0;
    const { user, api } = show({
      save: () => {
        tries += 1;
        const message = "Another registry is called 'ML'. Choose another name.";
        return tries === 1
          ? {
              refused: 409,
              error: { code: "name_taken", message, issues: [{ path: "name", message }] },
            }
          : { registry: sampleRegistry() };
      },
    });
    await reachLastStep(user);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    const box = await screen.findByRole("region", { name: "There is a problem" });
    expect(within(box).getByRole("link").textContent).toMatch(/Another registry is called/);
    const name = screen.getByRole("textbox", { name: "Name" });
    await user.clear(name);
    await user.type(name, "ML 2");
    await user.click(screen.getByRole("button", { name: "Save registry" }));
    await waitFor(() => expect(tries).toBe(2));
    expect(api.sent.filter(({ key }) => key === "POST /organizations/{org}/checks")).toHaveLength(
      1,
    );
    expect(
      api.sent.findLast(({ key }) => key === "POST /organizations/{org}/registries")?.body,
    ).toMatchObject({ name: "ML 2", checkId: "chk_one" });
  });

  test("asks before typed work is left", async () => {
    const { user } = show();
    await pasteImage(user);
    await user.click(screen.getByRole("link", { name: "Registries" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Leave setup?" });
    expect(dialog.textContent).toContain("Your secret is not saved.");
    await user.click(within(dialog).getByRole("button", { name: "Stay" }));
    expect(host().value).toBe("reg.acme.example");
  });
});
