import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { Combobox } from "./combobox.tsx";

const regions = [
  { value: "eu-west-1", detail: "Ireland" },
  { value: "eu-north-1", detail: "Stockholm" },
  { value: "us-east-1", detail: "N. Virginia" },
];

function Example() {
  const [value, setValue] = useState("");
  return (
    <>
      <label htmlFor="region">Region</label>
      <Combobox id="region" value={value} onChange={setValue} suggestions={regions} mono />
      <p>value: {value}</p>
    </>
  );
}

describe("Combobox", () => {
  afterEach(cleanup);

  test("narrows the suggestions by value and by the words behind it, and takes one by keyboard", async () => {
    render(<Example />);
    const user = userEvent.setup();
    const field = await screen.findByRole("combobox", { name: "Region" });
    await user.type(field, "stock");
    const option = await screen.findByRole("option");
    expect(option.textContent).toContain("eu-north-1");
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(screen.getByText("value: eu-north-1")).toBeTruthy());
  });

  test("keeps any text that is no suggestion", async () => {
    render(<Example />);
    const user = userEvent.setup();
    await user.type(await screen.findByRole("combobox", { name: "Region" }), "mars-1");
    expect(screen.getByText("value: mars-1")).toBeTruthy();
    expect(screen.queryByRole("option")).toBeNull();
    await user.tab();
    expect(screen.getByText("value: mars-1")).toBeTruthy();
  });

  test("does not let a spell checker or capitaliser touch a reference", async () => {
    render(<Example />);
    const field = await screen.findByRole("combobox", { name: "Region" });
    expect(field.getAttribute("spellcheck")).toBe("false");
    expect(field.getAttribute("autocapitalize")).toBe("off");
  });
});
