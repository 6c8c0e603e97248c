/** One server-sent event. `id` is null where the event carried none. */
export interface StreamEvent {
  id: string | null;
  type: string;
  data: string;
}

/**
 * Reads the `text/event-stream` format from chunks cut anywhere, as the HTML standard describes it (section 9.2.6).
 * An event is handed on at the blank line behind it; one that the stream's end cuts off is dropped.
 */
export function createEventParser(onEvent: (event: StreamEvent) => void): (chunk: string) => void {
  let rest = "";
  let data: string[] = [];
  let type = "";
  let id: string | null = null;

  function line(text: string): void {
    if (text === "") {
      if (data.length > 0) onEvent({ id, type: type || "message", data: data.join("\n") });
      data = [];
      type = "";
      id = null;
      return;
    }
    const colon = text.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") type = value;
    else if (field === "id" && !value.includes("\0")) id = value;
  }

  return (chunk) => {
    rest += chunk;
    // A CR at the very end may be the first half of a CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const text of lines) line(text);
  };
}
