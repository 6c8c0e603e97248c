import { toBase64 } from "./base64.ts";

/** A ready `Authorization` header. */
export type Authorization = { scheme: "basic" | "bearer" | "other"; value: string };

/** A user name and a secret, as they are presented. */
export type Pair = { username: string; secret: string };

export function basicAuthorization(pair: Pair): Authorization {
  return { scheme: "basic", value: `Basic ${toBase64(`${pair.username}:${pair.secret}`)}` };
}

export function bearerAuthorization(token: string): Authorization {
  return { scheme: "bearer", value: `Bearer ${token}` };
}
