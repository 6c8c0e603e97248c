import { act, cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { onAnnouncement } from "#src/lib/announcer.ts";
import { CopyBlock } from "./copy-block.tsx";

describe("CopyBlock", () => {
  const spoken: string[] = [];
  let stopListening: () => void;

  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    spoken.length = 0;
    stopListening = onAnnouncement((message) => spoken.push(message));
  });
  afterEach(() => {
    cleanup();
    stopListening();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  function setUp() {
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    return { user, write: vi.spyOn(navigator.clipboard, "writeText") };
  }

  test("copies the text, says so, and goes back to its name after two seconds", async () => {
    const { user, write } = setUp();
    render(<CopyBlock what="pull command" parts={[{ text: "berth-worker pull app" }]} />);
    const button = screen.getByRole("button", { name: "Copy pull command" });
    await user.click(button);
    expect(write).toHaveBeenCalledWith("berth-worker pull app");
    expect(button.textContent).toBe("Copied");
    expect(document.activeElement).toBe(button);
    expect(spoken).toEqual(["Copied pull command"]);
    // The effect that starts the clock runs first.
    await act(async () => undefined);
    await act(async () => vi.advanceTimersByTime(1900));
    expect(button.textContent).toBe("Copied");
    await act(async () => vi.advanceTimersByTime(200));
    expect(button.textContent).toBe("Copy pull command");
  });

  test("counts each missing value once and copies it as a readable gap", async () => {
    const { user, write } = setUp();
    render(
      <CopyBlock
        what="policy"
        parts={[
          { text: "arn:" },
          { gap: "region" },
          { text: ":" },
          { gap: "account" },
          { gap: "region" },
        ]}
      />,
    );
    await user.click(screen.getByRole("button", { name: "Copy policy (2 values missing)" }));
    expect(write).toHaveBeenCalledWith("arn:‹region›:‹account›‹region›");
  });

  test("a gap with a field behind it leads there", async () => {
    const { user } = setUp();
    const onFill = vi.fn<() => void>();
    render(<CopyBlock what="policy" parts={[{ gap: "region", onFill }]} />);
    await user.click(screen.getByRole("button", { name: /region.*is missing/ }));
    expect(onFill).toHaveBeenCalledOnce();
  });

  test("selects the text and names the keys where the browser refuses to copy", async () => {
    const { user, write } = setUp();
    write.mockRejectedValue(new DOMException("no", "NotAllowedError"));
    render(<CopyBlock what="token" parts={[{ text: "brth_w_x" }]} />);
    await user.click(screen.getByRole("button", { name: "Copy token" }));
    expect(screen.getByRole("button", { name: "Press Ctrl+C" })).toBeTruthy();
    expect(window.getSelection()?.toString()).toBe("brth_w_x");
    expect(spoken).toEqual(["The browser blocked copying. Press Ctrl+C."]);
  });
});
