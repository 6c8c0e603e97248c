import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { MarkedText, withoutMarks } from "./marked-text.tsx";

test("draws code and names of controls, and nothing else", () => {
  const text = "Tick `read:packages` under **Scopes**, not <b>all</b> or `` or ****.";
  const { container } = render(<MarkedText>{text}</MarkedText>);
  expect([...container.querySelectorAll("code")].map((node) => node.textContent)).toEqual([
    "read:packages",
  ]);
  expect([...container.querySelectorAll("strong")].map((node) => node.textContent)).toEqual([
    "Scopes",
  ]);
  expect(container.textContent).toBe(
    "Tick read:packages under Scopes, not <b>all</b> or `` or ****.",
  );
});

test("reads the same without its marks", () => {
  expect(withoutMarks("Use `a` in **B**.")).toBe("Use a in B.");
});
