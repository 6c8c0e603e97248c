import { createSecretKey, type KeyObject } from "node:crypto";
import { derive } from "./derive.ts";

/** The key-encryption key: wraps the organizations' keys, never stands in the database. */
export type Kek = {
  /** 16 bytes in hex, derived from the key: the same key always has the same id. */
  id: string;
  key: KeyObject;
};

const nothing = new Uint8Array();

/** Takes over 32 bytes of key and wipes the buffer they came in. */
export function kekFrom(bytes: Buffer): Kek {
  if (bytes.length !== 32) throw new Error(`a key of ${bytes.length} bytes instead of 32`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  const id = derive(key, nothing, Buffer.from("berth/kek-id/v1"), 16).toString("hex");
  return { id, key };
}

export type KeyText = { ok: true; bytes: Buffer } | { ok: false; message: string };

/**
 * Reads 32 random bytes as base64 or hex. A passphrase is refused, not stretched: nobody can tell how
 * much chance is in one, and everything sealed would be worth no more than it.
 */
export function readKeyText(text: string): KeyText {
  const trimmed = text.trim();
  const bytes = decode(trimmed);
  if (bytes === null) {
    return {
      ok: false,
      message: "it is neither base64 nor hex; make one with: openssl rand -base64 32",
    };
  }
  if (bytes.length !== 32) {
    const message = `it holds ${bytes.length} bytes instead of 32; make one with: openssl rand -base64 32`;
    bytes.fill(0);
    return { ok: false, message };
  }
  if (new Set(bytes).size < 8) {
    bytes.fill(0);
    return {
      ok: false,
      message: "its bytes are not random; make one with: openssl rand -base64 32",
    };
  }
  return { ok: true, bytes };
}

function decode(text: string): Buffer | null {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, "hex");
  if (!/^[A-Za-z0-9+/_-]{20,}={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  // Buffer skips what it can't read; a text that does not come back the same was not base64.
  const back = bytes.toString("base64").replaceAll("=", "");
  const canonical = text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", "");
  return back === canonical ? bytes : null;
}
