import { X509Certificate } from "node:crypto";
import { createSecureContext, getCACertificates } from "node:tls";
import type { SecureContext } from "node:tls";

const certificatesMax = 32;
const contextsMax = 32;
const contexts = new Map<string, SecureContext>();

/**
 * A TLS context that trusts the public authorities and, in addition, the PEM certificates given.
 * Null where the text holds no certificate, more than 32, or one that cannot be read: Node itself
 * would silently go on without it.
 */
export function trustAlso(pem: string): SecureContext | null {
  const known = contexts.get(pem);
  if (known !== undefined) return known;
  const certificates = readCertificates(pem);
  if (certificates === null) return null;

  const context = createSecureContext({
    ca: [...getCACertificates("default"), ...certificates],
    minVersion: "TLSv1.2",
  });
  // Reading some 150 public certificates takes milliseconds, so the last few contexts are kept.
  const oldest = contexts.keys().next();
  if (contexts.size >= contextsMax && !oldest.done) contexts.delete(oldest.value);
  contexts.set(pem, context);
  return context;
}

function readCertificates(pem: string): string[] | null {
  if (pem.length > 256 * 1024) return null;
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > certificatesMax) return null;
  if (pem.split("-----BEGIN").length - 1 !== blocks.length) return null;
  try {
    return blocks.map((block) => new X509Certificate(block).toString());
  } catch {
    return null;
  }
}
