import type { PlainValue } from "@berth/image-files";
import { decodeBase64, decodeUtf8 } from "@berth/registry-catalog";

type Fields = { readonly [key: string]: PlainValue };

/** The value as an object; null for anything else. */
export function objectOf(value: PlainValue | undefined): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}

export function listOf(value: PlainValue | undefined): readonly PlainValue[] {
  return Array.isArray(value) ? value : [];
}

/** The text under a key; "" where there is none. */
export function textOf(fields: Fields | null, key: string): string {
  const value = fields?.[key];
  return typeof value === "string" ? value : "";
}

/** Text in base64, line breaks allowed as `kubectl` and people make them; null where it is none. */
export function textInBase64(text: string): string | null {
  const bytes = decodeBase64(text.replace(/\s+/g, ""));
  return bytes === null ? null : decodeUtf8(bytes);
}
