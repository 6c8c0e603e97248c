import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
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

  test("takes a suggestion by pointer, closes, and leaves the focus in the field", async () => {
    render(<Example />);
    const user = userEvent.setup();
    const field = await screen.findByRole("combobox", { name: "Region" });
    await user.click(field);
    expect(field.getAttribute("aria-expanded")).toBe("true");
    await user.click(screen.getByRole("option", { name: /Ireland/ }));
    expect(screen.getByText("value: eu-west-1")).toBeTruthy();
    expect(field.getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByRole("option")).toBeNull();
    expect(document.activeElement).toBe(field);
  });

  test("Escape closes the list, keeps what was typed and reaches nothing behind it", async () => {
    const behind = vi.fn<(key: string) => void>();
    render(
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- stands for a dialog around the field
      <div onKeyDown={(event) => behind(event.key)}>
        <Example />
      </div>,
    );
    const user = userEvent.setup();
    const field = await screen.findByRole("combobox", { name: "Region" });
    await user.type(field, "eu");
    expect(screen.getAllByRole("option")).toHaveLength(2);
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("option")).toBeNull();
    expect(screen.getByText("value: eu")).toBeTruthy();
    expect(behind).not.toHaveBeenCalledWith("Escape");
    await user.keyboard("{Escape}");
    expect(behind).toHaveBeenCalledWith("Escape");
  });

  test("Enter submits the form where no suggestion is highlighted", async () => {
    const submitted = vi.fn<() => void>();
    render(
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submitted();
        }}
      >
        <Example />
        <button type="submit">Go</button>
      </form>,
    );
    const user = userEvent.setup();
    await user.type(await screen.findByRole("combobox", { name: "Region" }), "eu{Enter}");
    expect(submitted).toHaveBeenCalledOnce();
  });

  test("leaves the rest of the page to assistive technology while it is open", async () => {
    render(<Example />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("combobox", { name: "Region" }));
    expect(
      document.querySelector("[aria-hidden='true'] label, label[aria-hidden='true']"),
    ).toBeNull();
    expect(screen.getByRole("combobox", { name: "Region" })).toBeTruthy();
  });

  test("does not let a spell checker or capitaliser touch a reference", async () => {
    render(<Example />);
    const field = await screen.findByRole("combobox", { name: "Region" });
    expect(field.getAttribute("spellcheck")).toBe("false");
    expect(field.getAttribute("autocapitalize")).toBe("off");
  });
});
