import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { act } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SearchInput } from "./search-input.tsx";

describe("SearchInput", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  const field = () => screen.getByRole<HTMLInputElement>("searchbox");
  const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
  const pass = (ms: number) => act(async () => vi.advanceTimersByTime(ms));

  test("shows each letter at once and reports once, when the typing pauses", async () => {
    const onChange = vi.fn<(text: string) => void>();
    render(<SearchInput value="" onChange={onChange} />);
    for (const text of ["g", "ga", "gar"]) {
      type(text);
      await pass(100);
    }
    expect(field().value).toBe("gar");
    expect(onChange).not.toHaveBeenCalled();
    await pass(100);
    expect(onChange.mock.calls).toEqual([["gar"]]);
  });

  test("an old value coming back from the address does not overwrite what is being typed", async () => {
    const { rerender } = render(<SearchInput value="" onChange={() => undefined} />);
    type("ga");
    await pass(200);
    type("gar");
    rerender(<SearchInput value="ga" onChange={() => undefined} />);
    expect(field().value).toBe("gar");
  });

  test("a value changed from outside replaces the text and what was still to be reported", async () => {
    const onChange = vi.fn<(text: string) => void>();
    const { rerender } = render(<SearchInput value="ecr" onChange={onChange} />);
    type("ecr pr");
    rerender(<SearchInput value="" onChange={onChange} />);
    expect(field().value).toBe("");
    await pass(500);
    expect(onChange).not.toHaveBeenCalled();
  });
});
