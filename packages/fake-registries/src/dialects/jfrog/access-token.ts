import { randomBytes } from "node:crypto";

export type JfrogTokenOptions = {
  user: string;
  /** Such as `applied-permissions/groups:"readers"`. */
  scope?: string;
  /** Milliseconds since the epoch; a token without it never ends. */
  expiresAt?: number;
};

/** An access token in the form of JFrog's: claims that can be read, and a signature nobody here checks. */
export function createJfrogToken({ user, scope, expiresAt }: JfrogTokenOptions): string {
  const claims = {
    sub: `jfac@01hxxxxxxxxxxxxxxxxxxxxxxx/users/${user}`,
    scp: scope ?? "applied-permissions/user",
    aud: "*@*",
    iss: "jfac@01hxxxxxxxxxxxxxxxxxxxxxxx",
    iat: Math.floor(Date.now() / 1000),
    ...(expiresAt === undefined ? {} : { exp: Math.floor(expiresAt / 1000) }),
    jti: randomBytes(16).toString("hex"),
  };
  const parts = [{ ver: "2", typ: "JWT", alg: "RS256", kid: "fake" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  return [...parts, randomBytes(256).toString("base64url")].join(".");
}

/** The scope in a token; null where it is none that can be read. */
export function scopeOfToken(token: string): string | null {
  try {
    const text = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return (JSON.parse(text) as { scp?: string }).scp ?? null;
  } catch {
    return null;
  }
}
