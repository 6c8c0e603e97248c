import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { draftShelf, sampleDraft } from "../testing/draft-shelf.ts";
import {
  heading,
  host,
  image,
  next,
  password,
  pasteImage,
  reachLastStep,
  secret,
  showSetup,
} from "../testing/show-setup.tsx";

const kept = sampleDraft({
  settings: { preset: "plain", tls: "public", host: "reg.acme.example", username: "ci" },
  testImage: image,
  name: "Team apps",
  patterns: ["reg.acme.example/team/*"],
  step: 3,
  updatedBy: { id: "usr_jussi", name: "Jussi" },
});

describe("the draft of a setup", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    document.title = "";
  });

  test("is made by itself, and the address leads to it from then on", async () => {
    const drafts = draftShelf();
    const { user } = showSetup({ drafts });
    await pasteImage(user);
    await screen.findByText(/^Draft saved at \d\d:\d\d, without the secret$/);
    await waitFor(() => expect(window.location.pathname).toBe("/o/acme/registries/drafts/drf_1"));
    expect([...drafts.drafts.values()]).toMatchObject([
      { type: "standard", settings: { host: "reg.acme.example" }, testImage: image, step: 1 },
    ]);
    expect(host().value).toBe("reg.acme.example");
    await user.click(next());
    await heading("Create access");
    await waitFor(() => expect(drafts.drafts.get("drf_1")?.step).toBe(2));
    expect(window.location.href).toMatch(/drafts\/drf_1\?step=2$/);
    window.history.back();
    await heading("Where is it?");
    expect(host().value).toBe("reg.acme.example");
  });

  test("is not made of what the single page suggests by itself", async () => {
    const { user, api } = showSetup({
      address: "/o/acme/registries/new?type=azure-container-registry&form=single",
    });
    const name = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Name" });
    await waitFor(() => expect(name().value).toBe("Azure Container Registry"));
    const made = () =>
      api.sent.filter(({ key }) => key.startsWith("POST") && key.endsWith("drafts"));
    // Leaving the page saves at once what is not kept.
    window.dispatchEvent(new Event("pagehide"));
    expect(made()).toEqual([]);

    await user.type(name(), " of the platform team");
    window.dispatchEvent(new Event("pagehide"));
    await waitFor(() => expect(made()).toHaveLength(1));
  });

  test.each(["type=standard&step=2", "type=standard&step=1&form=single", "saved=reg_one"])(
    "never leads back from %s, which the page is still on its way to",
    async (query) => {
      const drafts = draftShelf();
      const { user } = showSetup({ drafts });
      await pasteImage(user);
      const onItsWay = Promise.resolve().then(() => {
        window.history.pushState(null, "", `/o/acme/registries/new?${query}`);
      });
      drafts.hold(onItsWay);
      await screen.findByText(/^Draft saved at/);
      const { pathname, search } = window.location;
      expect(`${pathname}${search}`).toBe(`/o/acme/registries/new?${query}`);
    },
  );

  test("goes on under another type, with what is known, at whatever moment it is made", async () => {
    let made = () => {};
    const drafts = draftShelf();
    drafts.hold(
      new Promise<void>((resolve) => {
        made = resolve;
      }),
    );
    const { user } = showSetup({ drafts });
    await toAccess(user);
    await user.click(password());
    await user.paste(`dckr_pat_${"Abc012Xyz".repeat(3)}`);
    await user.click(next());
    const change = await screen.findByRole("button", { name: "Use the type Docker Hub" });
    const replaceState = window.history.replaceState.bind(window.history);
    const replaced = vi.spyOn(window.history, "replaceState").mockImplementation((...entry) => {
      replaceState(...entry);
      queueMicrotask(() => change.click());
    });
    made();
    await screen.findByText("Filled in from a Docker Hub access token");
    replaced.mockRestore();
    await heading("Where is it?");
    expect(screen.queryByText("The setup starts from the beginning")).toBeNull();
    await waitFor(() => expect(drafts.drafts.get("drf_1")?.type).toBe("docker-hub"));
  });

  test("goes with the registry even where it is made while that is checked or saved", async () => {
    const drafts = draftShelf();
    let made = () => {};
    drafts.hold(
      new Promise<void>((resolve) => {
        made = resolve;
      }),
    );
    const { user, api } = showSetup({ drafts });
    await reachLastStep(user);
    await waitFor(() =>
      expect(api.sent.some(({ key }) => key.startsWith("POST") && key.endsWith("drafts"))).toBe(
        true,
      ),
    );
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await heading("Saved and verified");
    made();
    await waitFor(() => expect(api.sent.some(({ key }) => key.startsWith("DELETE"))).toBe(true));
    expect(drafts.drafts.size).toBe(0);
    expect(window.location.search).toBe("?saved=reg_ml");
  });

  test("is made under an address that names only the type, too", async () => {
    const { user } = showSetup({ address: "/o/acme/registries/new?type=standard&step=1" });
    await user.type(host(), "typed.acme.example");
    await screen.findByText(/^Draft saved at/);
    await waitFor(() => expect(window.location.pathname).toBe("/o/acme/registries/drafts/drf_1"));
    expect(host().value).toBe("typed.acme.example");
  });

  test("holds neither the secret nor what was pasted as user name by mistake", async () => {
    const { user, api } = showSetup();
    await toAccess(user);
    await user.click(password());
    await user.paste(secret);
    await user.click(screen.getByRole("textbox", { name: /User name/ }));
    await user.paste("glpat-abcdefghijklmnopqrst");
    await user.tab();
    await user.click(screen.getByRole("button", { name: "Save draft and exit" }));
    await screen.findByRole("alertdialog", { name: "Leave setup?" });
    const told = JSON.stringify(api.sent.filter(({ key }) => key.includes("registry-drafts")));
    expect(told).toContain("reg.acme.example");
    expect(told).not.toContain(secret);
    expect(told).not.toContain("glpat-");
  });

  test("is left without a question, unless there is a secret", async () => {
    const drafts = draftShelf();
    const { user } = showSetup({ drafts });
    await toAccess(user);
    await user.click(password());
    await user.paste(secret);
    await user.click(screen.getByRole("link", { name: "Registries" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Leave setup?" });
    expect(dialog.textContent).toContain("Your secret is not saved.The rest stays in a draft.");
    await user.click(within(dialog).getByRole("button", { name: "Stay" }));
    await user.clear(password());
    await user.click(screen.getByRole("link", { name: "Registries" }));
    await screen.findByText("Another page");
    expect(drafts.drafts.size).toBe(1);
  });

  test("is saved on leaving at once", async () => {
    const drafts = draftShelf();
    const { user } = showSetup({ drafts });
    await pasteImage(user);
    await user.click(screen.getByRole("button", { name: "Save draft and exit" }));
    await screen.findByText("Another page");
    expect(drafts.drafts.get("drf_1")).toMatchObject({ testImage: image });
  });

  test("is opened by a colleague where it was left, and says what is missing", async () => {
    const { user } = showSetup({
      address: "/o/acme/registries/drafts/drf_one",
      drafts: draftShelf(kept),
    });
    await heading("Paste access");
    expect(screen.getByText(/^Draft from \d\d:\d\d, by Jussi$/)).toBeTruthy();
    expect(screen.getByText("The secret was not kept; paste it again.")).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: /User name/ }).value).toBe("ci");
    await user.click(password());
    await user.paste(secret);
    expect(screen.queryByText(/^Draft from/)).toBeNull();
    await user.click(next());
    await heading("Check and save");
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("Team apps");
  });

  test("is offered where a registry is added, and goes with the registry it becomes", async () => {
    const { user, api } = showSetup({ drafts: draftShelf(kept) });
    await user.click(await screen.findByRole("link", { name: "Team apps" }));
    await heading("Paste access");
    await user.click(password());
    await user.paste(secret);
    await user.click(next());
    await heading("Check and save");
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await heading("Saved and verified");
    const saved = api.sent.find(({ key }) => key === "POST /organizations/{org}/registries");
    expect(saved?.body).toMatchObject({ draftId: "drf_one" });
  });

  test("is deleted where it is listed", async () => {
    const drafts = draftShelf(kept);
    const { user } = showSetup({ drafts });
    await user.click(await screen.findByRole("button", { name: /the draft Team apps/ }));
    await waitFor(() => expect(screen.queryByText("Team apps")).toBeNull());
    expect(drafts.drafts.size).toBe(0);
  });

  test("leaves room for a new registry where there are many: the latest are shown, the rest on demand", async () => {
    const drafts = draftShelf();
    for (let place = 1; place <= 20; place += 1) {
      drafts.drafts.set(
        `drf_${place}`,
        sampleDraft({ id: `drf_${place}`, name: `Draft ${place}` }),
      );
    }
    const { user } = showSetup({ drafts });
    const more = await screen.findByRole("button", { name: "Show all 20 drafts", expanded: false });
    const titles = () =>
      screen.getAllByRole("link", { name: /^Draft / }).map(({ textContent }) => textContent);
    expect(titles()).toEqual(["Draft 1", "Draft 2", "Draft 3"]);
    more.focus();
    await user.keyboard("{Enter}");
    expect(titles()).toHaveLength(20);
    expect(document.activeElement?.textContent).toBe("Draft 4");
    await user.click(screen.getByRole("button", { name: /the draft Draft 20$/ }));
    await waitFor(() => expect(titles()).toHaveLength(19));
    expect(document.activeElement?.textContent).toBe("Continue a draft");
    await user.click(screen.getByRole("button", { name: "Show the latest only", expanded: true }));
    expect(titles()).toHaveLength(3);
  });

  test("asks whose answers count where two people have typed", async () => {
    const drafts = draftShelf(kept);
    const { user } = showSetup({ address: "/o/acme/registries/drafts/drf_one?step=1", drafts });
    await heading("Where is it?");
    drafts.drafts.set("drf_one", { ...kept, name: "Theirs", version: 2 });
    await user.clear(host());
    await user.type(host(), "mine.acme.example");
    await user.tab();
    await screen.findByText("Jussi changed this draft in the meantime.");
    await user.click(screen.getByRole("button", { name: "Keep mine" }));
    await screen.findByText(/^Draft saved at/);
    expect(drafts.drafts.get("drf_one")).toMatchObject({
      version: 3,
      settings: { host: "mine.acme.example" },
      name: "Team apps",
    });
  });

  test("takes the other version where somebody prefers it", async () => {
    const drafts = draftShelf(kept);
    const { user } = showSetup({ address: "/o/acme/registries/drafts/drf_one?step=1", drafts });
    await heading("Where is it?");
    const theirs = { ...kept.settings, host: "theirs.acme.example" };
    drafts.drafts.set("drf_one", { ...kept, settings: theirs, version: 2 });
    await user.type(host(), "x");
    await screen.findByText("Jussi changed this draft in the meantime.");
    await user.click(screen.getByRole("button", { name: "Take the other version" }));
    await waitFor(() => expect(host().value).toBe("theirs.acme.example"));
  });

  test("says where it can't be saved, and then asks before it is left", async () => {
    const drafts = draftShelf();
    drafts.refuse({
      refused: 409,
      error: { code: "conflict", message: "There are 50 drafts already." },
    });
    const { user } = showSetup({ drafts });
    await pasteImage(user);
    await screen.findByText("The draft is not saved: There are 50 drafts already.");
    await user.click(screen.getByRole("link", { name: "Registries" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Leave setup?" });
    expect(dialog.textContent).toContain("what you typed is lost when you leave");
  });
});

async function toAccess(user: UserEvent): Promise<void> {
  await pasteImage(user);
  await user.click(next());
  await heading("Create access");
  await user.click(next());
  await heading("Paste access");
}
