import type { Notice, Problem } from "../../issue.ts";
import { decodeBase64 } from "../../text/base64.ts";
import { decodeUtf8 } from "../../text/utf8.ts";

export type Fields = Readonly<Record<string, unknown>>;
export type Refusal = { readonly ok: false } & Problem;

/**
 * Reads the JSON object of a key file. An encoding as base64 and line breaks that were broken on the
 * way are put right, with a notice. Messages say what is wrong without a word of the file.
 */
export function parseKeyJson(
  written: string,
  notices: Notice[],
): { readonly value: Fields } | Refusal {
  const text = unwrapBase64(written, notices);
  const asWritten = parse(text);
  const parsed = asWritten ?? parse(escapeLineBreaks(text));
  if (parsed !== null && asWritten === null) {
    notices.push({
      code: "line-breaks-repaired",
      message: "The file's line breaks were broken and have been put right.",
    });
  }
  if (parsed === null) return notJson(text);
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(
      "not-an-object",
      "This is JSON, but no key file. Choose the `.json` file that Google made.",
    );
  }
  return { value: { ...value } };
}

/** A text field of the file itself; "" where it is missing or no text. */
export function stringIn(fields: Fields, name: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "string" ? value : "";
}

export function refuse(code: string, message: string): Refusal {
  return { ok: false, code, message };
}

function unwrapBase64(text: string, notices: Notice[]): string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return text;
  const bytes = decodeBase64(text.replace(/\s+/g, ""));
  const decoded = bytes === null ? null : decodeUtf8(bytes)?.trim();
  if (!decoded?.startsWith("{")) return text;
  notices.push({ code: "base64", message: "The file was encoded as base64 and has been decoded." });
  return decoded;
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The error quotes the text around the mistake, which may be the key.
    return null;
  }
}

/** Line breaks inside JSON strings, as editors and chat programs make them, become `\n` again. */
function escapeLineBreaks(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[^])*"/g, (string) => string.replaceAll(/\r?\n/g, "\\n"));
}

function notJson(text: string): Refusal {
  if (text.startsWith("-----BEGIN")) {
    return refuse(
      "key-alone",
      "This is only the private key. Paste the whole `.json` file, from the first `{` to the last `}`.",
    );
  }
  if (text.startsWith("{") && !text.endsWith("}")) {
    return refuse("cut-off", "The end of the file is missing. Did you paste only part of it?");
  }
  if (!text.startsWith("{") && text.endsWith("}")) {
    return refuse(
      "cut-off",
      "The beginning of the file is missing. Did you paste only part of it?",
    );
  }
  if (text.startsWith("ya29.")) {
    return refuse(
      "access-token",
      "This is an access token, which ends within the hour. Create a service account key.",
    );
  }
  if (/^AIza[\w-]{30,}$/.test(text)) {
    return refuse(
      "api-key",
      "This is an API key, which can't pull images. Create a service account key.",
    );
  }
  if (/\.p12$|^MII/.test(text)) {
    return refuse(
      "p12",
      "This looks like a key in the old `.p12` format. Create a key of the type JSON.",
    );
  }
  return refuse("not-json", "This isn't JSON. Did you paste only part of the file?");
}
