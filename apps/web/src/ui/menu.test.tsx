import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MenuButton } from "./menu.tsx";

// oxlint-disable-next-line typescript/unbound-method -- put back as it was, never called
const { getAnimations } = HTMLElement.prototype;
// With animations to ask for, the menu goes some frames after a choice, as it does in a browser.
beforeEach(() => void (HTMLElement.prototype.getAnimations = () => []));
afterEach(() => {
  cleanup();
  HTMLElement.prototype.getAnimations = getAnimations;
});

function Page() {
  const [naming, setNaming] = useState(false);
  return (
    <>
      <MenuButton
        label="More"
        entries={[
          { kind: "action", label: "Edit name", onSelect: () => setNaming(true) },
          { kind: "action", label: "Pause", onSelect: () => {} },
        ]}
      >
        …
      </MenuButton>
      {naming ? (
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- as the forms do that a menu opens
        <input aria-label="Name" autoFocus />
      ) : null}
    </>
  );
}

/** `late`: the menu takes the focus in the frame after it has come, behind who has chosen already. */
async function choose(entry: string, { late = false } = {}) {
  const user = userEvent.setup();
  render(<Page />);
  await user.click(screen.getByRole("button", { name: "More" }));
  const item = await screen.findByRole("menuitem", { name: entry });
  if (late) {
    fireEvent.click(item);
    screen.getByRole("menu", { hidden: true }).focus();
  } else {
    await user.click(item);
  }
  await waitFor(() => expect(screen.queryByRole("menu", { hidden: true })).toBeNull());
  // The menu hands the focus on behind its own end.
  await new Promise((resolve) => setTimeout(resolve, 0));
}

test("a field that an entry opened keeps the focus when the menu is gone", async () => {
  await choose("Edit name");
  expect(document.activeElement).toBe(screen.getByLabelText("Name"));
});

test("it keeps the focus too where the menu takes it once more before it goes", async () => {
  await choose("Edit name", { late: true });
  expect(document.activeElement).toBe(screen.getByLabelText("Name"));
});

test("an entry that opens nothing gives the focus back to the button", async () => {
  await choose("Pause");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" }));
});
