import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useFocusBeyond } from "./use-focus-beyond.ts";

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

function stage() {
  const [popup, item, field] = ["div", "button", "input"].map((name) =>
    document.createElement(name),
  );
  if (!popup || !item || !field) throw new Error("three elements");
  popup.append(item);
  document.body.append(popup, field);
  const { result } = renderHook(() => useFocusBeyond([{ current: popup }]));
  return { item, field, watch: result.current };
}

test("what got the focus outside is known although it was taken back inside", () => {
  const { item, field, watch } = stage();
  watch.begin();
  field.focus();
  item.focus();
  expect(watch.end()).toBe(field);
});

test("nothing is known of what was before, behind the end, or is gone", () => {
  const { item, field, watch } = stage();
  field.focus();
  watch.begin();
  item.focus();
  expect(watch.end()).toBeNull();
  field.focus();
  expect(watch.end()).toBeNull();
  watch.begin();
  item.focus();
  field.focus();
  field.remove();
  expect(watch.end()).toBeNull();
});
