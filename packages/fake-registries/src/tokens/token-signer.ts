import { Buffer } from "node:buffer";
import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { generate } from "selfsigned";

export type Grant = { type: string; name: string; actions: string[] };

/** Issues and reads the tokens of one registry. */
export type TokenSigner = {
  issuer: string;
  service: string;
  /** What a real registry is given as `rootcertbundle`. */
  certificate: string;
  /** `audience` is the service unless the client asked for another one. */
  sign(
    subject: string,
    access: Grant[],
    lifetimeSeconds: number,
    audience?: string,
  ): Promise<string>;
  /** The grants of a token that is valid here; null of any other. */
  verify(token: string): Promise<Grant[] | null>;
  /** The same with its owner. */
  read(token: string): Promise<{ subject: string; access: Grant[] } | null>;
};

/**
 * A signer with a key of its own. Tokens carry the certificate in `x5c`, which is how
 * distribution 2.x finds the key.
 * @see https://distribution.github.io/distribution/spec/auth/jwt/
 */
export async function createTokenSigner(issuer: string, service: string): Promise<TokenSigner> {
  const made = await generate([{ name: "commonName", value: issuer }], { algorithm: "sha256" });
  const key = createPrivateKey(made.private);
  const certificate = new X509Certificate(made.cert);
  const x5c = [Buffer.from(certificate.raw).toString("base64")];
  const read = async (token: string) => {
    try {
      const { payload } = await jwtVerify<{ access: Grant[] }>(token, certificate.publicKey, {
        issuer,
        audience: service,
      });
      return { subject: payload.sub ?? "", access: payload.access };
    } catch {
      return null;
    }
  };
  return {
    issuer,
    service,
    certificate: made.cert,
    sign: (subject, access, lifetimeSeconds, audience = service) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ access })
        .setProtectedHeader({ alg: "RS256", typ: "JWT", x5c })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt(now)
        .setNotBefore(now - 5)
        .setExpirationTime(now + lifetimeSeconds)
        .setJti(randomUUID())
        .sign(key);
    },
    read,
    verify: async (token) => (await read(token))?.access ?? null,
  };
}
