import type { ErrorBody } from "./check-event.ts";
import { field, parseJson, textField } from "./json.ts";
import type { Redactor } from "./redact.ts";
import { sanitize } from "./sanitize.ts";

export const errorBodyBytesMax = 64 * 1024;
const entriesMax = 8;

/**
 * Reads the body of an unsuccessful answer in any of the shapes registries use. Never throws, and
 * never returns more than may be shown: no secret, no control character, at most 512 characters a text.
 */
export function readErrorBody(
  bytes: Uint8Array,
  contentType: string | null,
  redactor: Redactor,
): ErrorBody {
  // A body cut here may end inside a secret; such an end is never shown, since 512 characters are.
  const text = new TextDecoder().decode(bytes.subarray(0, errorBodyBytesMax));
  const clean = (value: string) => sanitize(value, redactor);
  if (text.trim() === "") return { shape: "empty", entries: [] };
  const json = parseJson(text);
  if (json.ok) return readJson(json.value, clean);
  if (/html/i.test(contentType ?? "") || /^\s*<(!doctype|html)/i.test(text)) {
    return { shape: "html", entries: titleOf(text, clean) };
  }
  const aws = readAwsXml(text, clean);
  return aws ?? { shape: "text", entries: [{ message: clean(text) }] };
}

/** `<ErrorResponse><Error><Code>…</Code><Message>…</Message>` of AWS's query protocol. */
function readAwsXml(text: string, clean: (text: string) => string): ErrorBody | null {
  if (!/^\s*<ErrorResponse[\s>]/.test(text)) return null;
  const code = /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<]{0,4096})<\/Message>/.exec(text)?.[1] ?? "";
  return code === undefined
    ? null
    : { shape: "details", entries: [{ code: clean(code), message: clean(unescape(message)) }] };
}

function unescape(text: string): string {
  const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => named[name] ?? "");
}

function readJson(value: unknown, clean: (text: string) => string): ErrorBody {
  const errors = field(value, "errors");
  if (Array.isArray(errors)) return readErrors(errors.slice(0, entriesMax), clean);
  const oauth = textField(value, "error");
  if (oauth !== undefined) {
    const message = clean(
      textField(value, "error_description") ?? textField(value, "message") ?? "",
    );
    return { shape: "oauth", entries: [{ code: clean(oauth), message }] };
  }
  // AWS's JSON protocol.
  const type = textField(value, "__type");
  if (type !== undefined) {
    const message = textField(value, "message") ?? textField(value, "Message") ?? "";
    return { shape: "details", entries: [{ code: clean(type), message: clean(message) }] };
  }
  const details = textField(value, "details") ?? textField(value, "message");
  if (details !== undefined) return { shape: "details", entries: [{ message: clean(details) }] };
  // Values of unknown fields are not shown: one of them may be a fresh token.
  const names = typeof value === "object" && value !== null ? Object.keys(value).slice(0, 8) : [];
  return {
    shape: "text",
    entries: [{ message: clean(`JSON with ${names.join(", ") || "no fields"}`) }],
  };
}

/** `{"errors":[{code,message,detail}]}` of the distribution spec, and Artifactory's `{status,message}`. */
function readErrors(errors: unknown[], clean: (text: string) => string): ErrorBody {
  const entries = errors.map((entry) => {
    const code = textField(entry, "code");
    const detail = field(entry, "detail");
    return {
      ...(code === undefined ? {} : { code: clean(code) }),
      message: clean(textField(entry, "message") ?? ""),
      ...(detail === undefined || detail === null
        ? {}
        : { detail: clean(typeof detail === "string" ? detail : JSON.stringify(detail)) }),
    };
  });
  const known = entries.some((entry) => "code" in entry);
  return { shape: known ? "registry" : "status-message", entries };
}

function titleOf(html: string, clean: (text: string) => string): ErrorBody["entries"] {
  const start = html.search(/<title[^>]{0,100}>/i);
  if (start === -1) return [];
  const from = html.indexOf(">", start) + 1;
  const end = html.indexOf("<", from);
  return [{ message: clean(html.slice(from, end === -1 ? undefined : end)) }];
}
