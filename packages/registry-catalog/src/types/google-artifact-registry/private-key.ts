import {
  derChildren,
  derContent,
  derTag,
  readDer,
  type DerElement,
} from "../../certificate/der.ts";
import { decodeBase64, encodeBase64 } from "../../text/base64.ts";

export type PrivateKeyResult =
  | {
      readonly ok: true;
      /** PKCS#8, 64 characters a line. */ readonly pem: string;
      readonly repaired: boolean;
    }
  | {
      readonly ok: false;
      readonly code: "no-key" | "cut-off" | "damaged" | "encrypted" | "not-pkcs8" | "too-weak";
    };

const modulusBitsMin = 2048;

/**
 * Reads the private key of a key file. Line breaks that were lost, doubled or escaped twice on the way
 * are put right; everything else must be intact: a PKCS#8 RSA key of at least 2,048 bits.
 */
export function readPrivateKey(text: string): PrivateKeyResult {
  const fail = (code: Exclude<PrivateKeyResult, { ok: true }>["code"]) =>
    ({ ok: false, code }) as const;
  const head = /-----BEGIN ([A-Z ]*?)PRIVATE KEY-----/.exec(text);
  if (head === null) return fail("no-key");
  if (head[1] === "ENCRYPTED ") return fail("encrypted");
  if (head[1] !== "") return fail("not-pkcs8");
  const end = text.indexOf("-----END PRIVATE KEY-----");
  if (end === -1) return fail("cut-off");
  const written = text.slice(head.index + head[0].length, end);
  const base64 = written.replace(/\\[rn]|\s/g, "");
  const der = decodeBase64(base64);
  if (der === null || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return fail("damaged");
  const bits = modulusBits(der);
  if (bits === null) return fail("damaged");
  if (bits < modulusBitsMin) return fail("too-weak");
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
  return { ok: true, pem, repaired: pem.trim() !== text.trim().replaceAll("\r\n", "\n") };
}

/** Size of the key in a PKCS#8 structure (RFC 5208) around an RSA key (RFC 8017); null where it is none. */
function modulusBits(der: Uint8Array): number | null {
  const outer = sequence(readDer(der));
  const algorithm = sequence(outer?.[1]);
  const id = algorithm?.[0];
  if (id === undefined || derContent(id).join(",") !== rsaEncryption) return null;
  const inner = outer?.[2];
  if (inner?.tag !== derTag.octetString) return null;
  const key = sequence(readDer(derContent(inner)));
  // version, modulus, exponents, primes, exponents of the primes, coefficient
  if (key === null || key.length < 9 || key.some((part) => part.tag !== derTag.integer))
    return null;
  const modulus = key[1];
  if (modulus === undefined) return null;
  const bytes = derContent(modulus);
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}

/** 1.2.840.113549.1.1.1 */
const rsaEncryption = "42,134,72,134,247,13,1,1,1";

function sequence(element: DerElement | null | undefined): DerElement[] | null {
  return element?.tag === derTag.sequence ? derChildren(element) : null;
}
