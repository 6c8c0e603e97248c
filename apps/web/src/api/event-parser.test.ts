import { describe, expect, test } from "vitest";
import { createEventParser, type StreamEvent } from "./event-parser.ts";

function parse(...chunks: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parser = createEventParser((event) => events.push(event));
  for (const chunk of chunks) parser(chunk);
  return events;
}

describe("createEventParser", () => {
  const stream = "id: 1\ndata: one\n\n: keep-alive\n\nid: 2\nevent: end\ndata: a\ndata: b\n\n";
  const expected = [
    { id: "1", type: "message", data: "one" },
    { id: "2", type: "end", data: "a\nb" },
  ];

  test("reads events, several data lines, types and comments", () => {
    expect(parse(stream)).toEqual(expected);
  });

  test("gives the same events wherever the chunks are cut, for every kind of line end", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = stream.replaceAll("\n", end);
      for (let at = 0; at <= text.length; at += 1) {
        // A lone CR at the very end of a stream cannot be told from half a CR LF; one more character settles it.
        expect(parse(text.slice(0, at), text.slice(at), ": ")).toEqual(expected);
      }
    }
  });

  test("drops an event that the end of the stream cuts off", () => {
    expect(parse("data: whole\n\ndata: half\n")).toEqual([
      { id: null, type: "message", data: "whole" },
    ]);
  });

  test("takes one space behind the colon away and no more", () => {
    expect(parse("data:  two\n\ndata:none\n\n").map(({ data }) => data)).toEqual([" two", "none"]);
  });

  test("hands on nothing for a blank line without data, and ignores fields it does not know", () => {
    expect(parse("id: 7\n\nretry: 10\nnonsense\n\n")).toEqual([]);
  });
});
