import { Buffer } from "node:buffer";

/** What a client presented, taken apart. */
export type Presented =
  | { scheme: "none" }
  | { scheme: "basic"; username: string; secret: string }
  | { scheme: "bearer"; token: string }
  | { scheme: "other"; value: string };

/** Reads an `Authorization` header. */
export function readAuthorization(value: string | undefined): Presented {
  if (value === undefined) return { scheme: "none" };
  const [scheme = "", rest = ""] = value.split(/ +(.*)/s);
  if (scheme.toLowerCase() === "bearer") return { scheme: "bearer", token: rest };
  if (scheme.toLowerCase() !== "basic") return { scheme: "other", value };
  // Node would read the alphabet of addresses, and text without its padding, as well.
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(rest)) {
    return { scheme: "other", value };
  }
  const pair = Buffer.from(rest, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon === -1) return { scheme: "other", value };
  return { scheme: "basic", username: pair.slice(0, colon), secret: pair.slice(colon + 1) };
}
