import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { ListInput } from "./list-input.tsx";

const options = [
  { value: "eu-central-1", label: "Europe (Frankfurt)" },
  { value: "eu-west-1", label: "Europe (Ireland)" },
];

afterEach(cleanup);

async function show() {
  const onSubmit = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
  function Form() {
    const [items, setItems] = useState<string[]>([]);
    return (
      <form onSubmit={onSubmit}>
        <label htmlFor="regions">Regions</label>
        <ListInput
          id="regions"
          label="Regions"
          items={items}
          onChange={setItems}
          options={options}
          aria-describedby={undefined}
          aria-invalid={undefined}
          aria-required
        />
        <button type="submit">Continue</button>
      </form>
    );
  }
  render(<Form />);
  const user = userEvent.setup();
  const field = await screen.findByRole("combobox", { name: "Regions" });
  const items = () => screen.queryAllByRole("listitem").map(({ textContent }) => textContent);
  return { user, field, items, onSubmit };
}

test("Enter adds what was typed and goes no further", async () => {
  const { user, field, items, onSubmit } = await show();
  await user.type(field, "ml/app, ml/train{Enter}");
  expect(items()).toEqual(["ml/app", "ml/train"]);
  expect(field).toHaveProperty("value", "");
  expect(onSubmit).not.toHaveBeenCalled();
});

test("leaving the field adds what was typed", async () => {
  const { user, field, items } = await show();
  await user.type(field, "eu-west-1");
  await user.tab();
  expect(items()).toEqual(["eu-west-1"]);
});

test("Enter on a suggestion takes the suggestion, and not what was typed on the way to it", async () => {
  const { user, field, items } = await show();
  await user.type(field, "frank");
  expect(await screen.findByText("Europe (Frankfurt)")).toBeDefined();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(items()).not.toContain("frank");
  await user.keyboard("{Enter}");
  expect(items()).toEqual(["eu-central-1"]);
});
