import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { AskedSwitch } from "./asked-switch.tsx";

afterEach(cleanup);

function show({ checked, error = null }: { checked: boolean; error?: Error | null }) {
  const onSet = vi.fn<(next: boolean, settled: () => void) => void>((_next, settled) => settled());
  render(
    <AskedSwitch
      label="Open the door"
      checked={checked}
      about={checked ? "It is open." : "It is shut."}
      question="Open it?"
      confirm="Open"
      consequence="Everybody may enter."
      update={{ error, isPending: false }}
      onSet={onSet}
    />,
  );
  return onSet;
}

test("turning on is asked first, with what it brings, and may be left", async () => {
  const onSet = show({ checked: false });
  const user = userEvent.setup();
  await user.click(screen.getByRole("switch", { name: "Open the door" }));
  expect(await screen.findByRole("alertdialog", { name: "Open it?" })).toBeDefined();
  expect(screen.getByText("Everybody may enter.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(onSet).not.toHaveBeenCalled();

  await user.click(screen.getByRole("switch", { name: "Open the door" }));
  await user.click(await screen.findByRole("button", { name: "Open" }));
  expect(onSet.mock.calls.map(([next]) => next)).toEqual([true]);
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
});

test("turning off is done at once, and what went wrong is said", async () => {
  const onSet = show({ checked: true, error: new Error("gone") });
  await userEvent.setup().click(screen.getByRole("switch", { name: "Open the door" }));
  expect(onSet.mock.calls.map(([next]) => next)).toEqual([false]);
  expect(screen.queryByRole("alertdialog")).toBeNull();
  expect(screen.getByText("Nothing was changed.")).toBeDefined();
});
