import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { provenCheck, rejectedCheck } from "../../../test/sample-check.ts";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import {
  heading,
  image,
  password,
  reachLastStep,
  secret,
  showSetup,
} from "./testing/show-setup.tsx";

describe("the last step of the setup", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    document.title = "";
  });

  test("keeps the secret out of the address and of every storage", async () => {
    const { user } = showSetup({ outcome: rejectedCheck() });
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
    const { user, api } = showSetup();
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
      draftId: expect.toBeOneOf([null, "drf_1"]),
    });
    expect(screen.getByText(`image: ${image}`)).toBeTruthy();
    expect(screen.getByText(/- step:/).textContent).toContain(`image: ${image}`);
    expect(window.location.search).toBe("?saved=reg_ml");
    const first = await screen.findByText(/this organization has none yet/);
    const [next] = within(first.parentElement as HTMLElement).getAllByRole("link");
    expect(next?.textContent).toBe("Create a worker token");
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
    const { user, api } = showSetup({ outcome: publicImage });
    await reachLastStep(user);
    await user.click(screen.getByRole("button", { name: "Check and save" }));
    await screen.findByRole("heading", { name: /Anyone can pull/ });
    expect(api.sent.map(({ key }) => key)).not.toContain("POST /organizations/{org}/registries");
    await user.click(screen.getByRole("button", { name: "Save registry" }));
    expect(await heading("Saved, not proven")).toBeTruthy();
  });

  test("saves nothing after a failed check and leads back to what was pasted", async () => {
    const { user, api } = showSetup({ outcome: rejectedCheck() });
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
    const { user, api } = showSetup({
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
});
