import { describe, expect, test } from "vitest";
import { splitHidden } from "./hidden-characters.ts";

const hiddenOf = (text: string) =>
  splitHidden(text).flatMap(({ hidden }) => (hidden === null ? [] : [hidden]));

describe("splitHidden", () => {
  test("leaves a text without invisible characters in one piece", () => {
    expect(splitHidden("registry.acme.example/team/app")).toEqual([
      { text: "registry.acme.example/team/app", hidden: null },
    ]);
  });

  test("draws plain spaces at the ends and leaves those inside alone", () => {
    expect(splitHidden(" my app ")).toEqual([
      { text: " ", hidden: "space" },
      { text: "my app", hidden: null },
      { text: " ", hidden: "space" },
    ]);
  });

  test.each([
    ["\u200b", "zero-width space"],
    ["\u00a0", "no-break space"],
    ["\u00ad", "soft hyphen"],
    ["\u202e", "right-to-left override"],
    ["\ufeff", "byte order mark"],
    ["\t", "tab"],
    ["\n", "line break"],
    ["\u2028", "hidden character U+2028"],
    ["\u{e0041}", "hidden character U+E0041"],
    ["\u3164", "hidden character U+3164"],
    ["\ufe0f", "hidden character U+FE0F"],
  ])("finds %j inside a name", (character, name) => {
    expect(hiddenOf(`a${character}b`)).toEqual([name]);
  });

  test("loses nothing: the parts put together are the text", () => {
    const text = "\u200bé 漢字 \u{1f600}\u00ad  ";
    expect(
      splitHidden(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
