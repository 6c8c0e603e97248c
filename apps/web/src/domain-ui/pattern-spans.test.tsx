import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { PatternSpans, type MarkedSpan } from "./pattern-spans.tsx";

const text = "registry.acme.example/team/app:v1";
const spans: MarkedSpan[] = [
  { start: 0, end: 27, kind: "literal" },
  { start: 27, end: 30, kind: "star" },
  { start: 30, end: 33, kind: "ignored" },
];

describe("PatternSpans", () => {
  afterEach(cleanup);

  test("says in words what each part is, for those who see no underline", () => {
    const { container } = render(<PatternSpans text={text} spans={spans} />);
    expect(container.querySelector(".sr-only")?.textContent).toBe(
      "registry.acme.example/team/, matches; app, matched by star; :v1, not compared",
    );
  });

  test("gives every kind an underline or look of its own, never a colour alone", () => {
    const { container } = render(
      <PatternSpans
        text="abcd"
        spans={[
          { start: 0, end: 1, kind: "literal" },
          { start: 1, end: 2, kind: "star" },
          { start: 2, end: 3, kind: "mismatch" },
        ]}
      />,
    );
    const decorations = [...container.querySelectorAll("[data-kind] code")].map(
      ({ className }) => /decoration-(solid|dotted|wavy)/.exec(className)?.[1] ?? "none",
    );
    expect(decorations).toEqual(["solid", "dotted", "wavy", "none"]);
  });

  test("shows the whole text whatever the spans are: gaps, overlaps, and spans beyond the end", () => {
    const { container } = render(
      <PatternSpans
        text="abcdef"
        spans={[
          { start: 4, end: 99, kind: "star" },
          { start: 1, end: 3, kind: "literal" },
          { start: 2, end: 4, kind: "mismatch" },
          { start: 5, end: 5, kind: "ignored" },
        ]}
      />,
    );
    const visible = container.querySelector('[aria-hidden="true"]');
    expect(visible?.textContent).toBe("abcdef");
    expect([...container.querySelectorAll("[data-kind]")].map((part) => part.textContent)).toEqual([
      "a",
      "bc",
      "d",
      "ef",
    ]);
  });

  test("draws an invisible character inside a part", () => {
    const { container } = render(
      <PatternSpans text={"a\u200bb"} spans={[{ start: 0, end: 3, kind: "literal" }]} />,
    );
    expect(container.querySelector('[title="zero-width space"]')?.textContent).toContain("␣");
  });
});
