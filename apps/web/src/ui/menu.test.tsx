import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { MenuButton } from "./menu.tsx";

afterEach(cleanup);

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

async function choose(entry: string) {
  const user = userEvent.setup();
  render(<Page />);
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.click(await screen.findByRole("menuitem", { name: entry }));
}

test("a field that an entry opened keeps the focus when the menu is gone", async () => {
  await choose("Edit name");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
});

test("an entry that opens nothing gives the focus back to the button", async () => {
  await choose("Pause");
  const button = screen.getByRole("button", { name: "More", hidden: true });
  await waitFor(() => expect(document.activeElement).toBe(button));
});
