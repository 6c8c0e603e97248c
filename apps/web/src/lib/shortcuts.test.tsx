import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { setShortcutsEnabled, shortcutsEnabled, useShortcuts } from "./shortcuts.ts";

const search = vi.fn<() => void>();

function Page({ asking = false }: { asking?: boolean }) {
  useShortcuts({ "/": search });
  return (
    <>
      <input aria-label="Name" />
      {asking ? (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the console's dialogs are made this way
        <div role="dialog" aria-label="Ask" tabIndex={-1}>
          <button type="button">Go</button>
        </div>
      ) : null}
      <p>text</p>
    </>
  );
}

describe("useShortcuts", () => {
  afterEach(() => {
    cleanup();
    search.mockReset();
    setShortcutsEnabled(true);
  });

  const press = (target: Element, more: KeyboardEventInit = {}) =>
    fireEvent.keyDown(target, { key: "/", bubbles: true, ...more });

  test("a single key acts anywhere on the page", () => {
    render(<Page />);
    press(screen.getByText("text"));
    expect(search).toHaveBeenCalledOnce();
  });

  test("never while a dialog is open, not even before the focus has reached it", () => {
    render(<Page asking />);
    press(screen.getByRole("button", { name: "Go" }));
    press(screen.getByText("text"));
    expect(search).not.toHaveBeenCalled();
  });

  test("never in a field, or with a modifier held", () => {
    render(<Page />);
    press(screen.getByLabelText("Name"));
    for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
      press(screen.getByText("text"), { [modifier]: true });
    }
    expect(search).not.toHaveBeenCalled();
  });

  test("can be turned off, which is remembered", () => {
    setShortcutsEnabled(false);
    render(<Page />);
    press(screen.getByText("text"));
    expect(search).not.toHaveBeenCalled();
    expect(shortcutsEnabled()).toBe(false);
  });

  test("stops when the page is left", () => {
    render(<Page />).unmount();
    press(document.body);
    expect(search).not.toHaveBeenCalled();
  });
});
