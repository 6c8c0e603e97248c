import { decodeBase64 } from "../text/base64.ts";

export interface PemBlock {
  /** Such as `CERTIFICATE` or `PRIVATE KEY`. */
  readonly label: string;
  readonly der: Uint8Array;
}

export type PemResult =
  | { readonly ok: true; readonly blocks: readonly PemBlock[] }
  /** `no-block`: nothing begins. `no-end`: a block is cut off. `bad-base64`: a block cannot be decoded. */
  | { readonly ok: false; readonly code: "no-block" | "no-end" | "bad-base64" };

/** Reads the PEM blocks of a text (RFC 7468); text between the blocks is ignored, as usual tools do. */
export function readPem(text: string): PemResult {
  const blocks: PemBlock[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("-----BEGIN ", from);
    if (start === -1) break;
    const head = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text.slice(start, start + 70));
    const label = head?.[1];
    if (!head || label === undefined) return { ok: false, code: "no-end" };
    const footer = `-----END ${label}-----`;
    const bodyStart = start + head[0].length;
    const end = text.indexOf(footer, bodyStart);
    if (end === -1) return { ok: false, code: "no-end" };
    const der = decodeBase64(text.slice(bodyStart, end).replace(/\s+/g, ""));
    if (der === null || der.length === 0) return { ok: false, code: "bad-base64" };
    blocks.push({ label, der });
    from = end + footer.length;
  }
  return blocks.length === 0 ? { ok: false, code: "no-block" } : { ok: true, blocks };
}
