import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  answering,
  heading,
  host,
  image,
  next,
  password,
  pasteImage,
  showSetup,
} from "./testing/show-setup.tsx";

describe("the guided setup", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    document.title = "";
  });

  test("fills itself in from a pasted image", async () => {
    const { user } = showSetup();
    await pasteImage(user, `  docker pull ${image}\n`);
    expect(host().value).toBe("reg.acme.example");
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: /Test image/ }).value).toBe(image);
    expect(screen.getByText(/Removed 'docker pull'/)).toBeTruthy();
  });

  test("says so where nothing can be read from what was pasted", async () => {
    const { user } = showSetup();
    await user.type(screen.getByRole("textbox", { name: /Paste an image/ }), "hello world");
    await user.click(next());
    const box = await screen.findByRole("region", { name: "There is a problem" });
    expect(within(box).getByRole("link").textContent).toMatch(/We can't tell a registry/);
    expect(document.activeElement).toBe(box);
  });

  test("takes an image that the address brings along", () => {
    showSetup({ address: `/o/acme/registries/new?image=${encodeURIComponent(image)}` });
    expect(screen.getByText(/Read as an image: Standard registry/)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("radio", { name: /Standard/ }).checked).toBe(true);
  });

  test("shows what it cleaned as soon as the field is left", async () => {
    const { user } = showSetup({ address: "/o/acme/registries/new?type=standard&step=1" });
    await user.type(host(), "https://Reg.Acme.example/team/");
    await user.tab();
    expect(host().value).toBe("reg.acme.example");
    expect(await screen.findByText(/Removed 'https:\/\/'/)).toBeTruthy();
  });

  test("says what it cleaned of a paste where the field is left before that is drawn", async () => {
    showSetup({ address: "/o/acme/registries/new?type=standard&step=1" });
    const field = host();
    fireEvent.change(field, { target: { value: "https://reg.acme.example" } });
    fireEvent.paste(field);
    setTimeout(() => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
    expect(await screen.findByText(/Removed 'https:\/\/'/)).toBeTruthy();
    expect(field.value).toBe("reg.acme.example");
  });

  test("fills in the user name that an organization's token has, and takes it back for a personal one", async () => {
    const { user } = showSetup();
    await pasteImage(user, "acme/train:v2");
    await user.click(next());
    await heading("Create access");
    await user.click(next());
    await heading("Paste access");
    const userName = () => screen.getByRole<HTMLInputElement>("textbox", { name: /User name/ });
    expect(userName().value).toBe("acme");
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.click(await screen.findByRole("radio", { name: /Personal access token/ }));
    await user.click(next());
    await heading("Create access");
    await user.click(next());
    await heading("Paste access");
    expect(userName().value).toBe("");
  });

  test("keeps the step in the address and goes back with the browser", async () => {
    const { user } = showSetup();
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
    const { user } = showSetup();
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
    showSetup({ address: "/o/acme/registries/new?type=standard&step=3" });
    await heading("Where is it?");
    expect(screen.getByText(/starts from the beginning/)).toBeTruthy();
    await waitFor(() => expect(window.location.search).toBe("?type=standard&step=1"));
  });

  test("goes on by Ctrl+Enter", async () => {
    const { user } = showSetup();
    await pasteImage(user);
    await user.click(host());
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await heading("Create access")).toBeTruthy();
  });

  test("complains about nothing on a step before its Continue, but tells a recognised mistake", async () => {
    const { user } = showSetup();
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
    const { user } = showSetup({
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
    const { user } = showSetup({
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
    const { user, api } = showSetup({
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
});
