import { bytesToBase64, toBase64 } from "../base64.ts";

/** Google's one token endpoint; what a key file says about it is never followed. */
export const googleTokenUrl = "https://oauth2.googleapis.com/token";

const readOnlyScope = "https://www.googleapis.com/auth/cloud-platform.read-only";
const lifetimeSeconds = 3600;

/**
 * Signs an assertion with a service account's key (RS256). Null where the key is none.
 * @see https://developers.google.com/identity/protocols/oauth2/service-account
 */
export async function signAssertion(
  key: { client_email: string; private_key: string; private_key_id: string },
  nowMs: number,
): Promise<string | null> {
  const iat = Math.floor(nowMs / 1000);
  const header = { alg: "RS256", typ: "JWT", kid: key.private_key_id };
  const claims = {
    iss: key.client_email,
    scope: readOnlyScope,
    aud: googleTokenUrl,
    iat,
    exp: iat + lifetimeSeconds,
  };
  const text = [header, claims].map((part) => urlSafe(toBase64(JSON.stringify(part)))).join(".");
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  try {
    const der = derOf(key.private_key);
    const imported = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
    const bytes = new TextEncoder().encode(text);
    const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", imported, bytes);
    return `${text}.${urlSafe(bytesToBase64(new Uint8Array(signature)))}`;
  } catch {
    // The engine's own error may speak of the key.
    return null;
  }
}

function derOf(pem: string): Uint8Array<ArrayBuffer> {
  const base64 = pem.replace(/-----[A-Z ]+-----|\s/g, "");
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
