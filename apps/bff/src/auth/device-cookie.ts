import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Recognises a device on which somebody has signed in before. It opens nothing: guesses from such a device are counted
 * apart, so that strangers who guess at an account can't keep its owner waiting.
 */
export type DeviceCookies = {
  /** The device's id, if it is known for this account. */
  recognise(cookieHeader: string | null, account: string): string | null;
  /** A value of `Set-Cookie` after which the device is known for this account too. */
  issue(cookieHeader: string | null, account: string): string;
};

/** A shared device stays known for this many people. */
const accountsMax = 5;
const maxAgeSeconds = 180 * 24 * 3600;
const shape = /^([\w-]{22})((?:\.[\w-]{43}){1,5})$/;

export function createDeviceCookies(options: { secret: string; https: boolean }): DeviceCookies {
  const name = options.https ? "__Host-berth.device" : "berth.device";
  const mark = (id: string, account: string) =>
    createHmac("sha256", options.secret)
      .update(`${id}\n${account.toLowerCase()}`)
      .digest("base64url");

  const read = (cookieHeader: string | null) => {
    const prefix = `${name}=`;
    const pair = (cookieHeader ?? "").split(/;\s*/).find((part) => part.startsWith(prefix));
    const [, id, marks] = shape.exec(pair?.slice(prefix.length) ?? "") ?? [];
    return id === undefined ? null : { id, marks: (marks ?? "").slice(1).split(".") };
  };

  return {
    recognise(cookieHeader, account) {
      const device = read(cookieHeader);
      if (device === null) return null;
      const expected = Buffer.from(mark(device.id, account));
      const known = device.marks.some((one) => timingSafeEqual(Buffer.from(one), expected));
      return known ? device.id : null;
    },

    issue(cookieHeader, account) {
      const device = read(cookieHeader) ?? { id: randomBytes(16).toString("base64url"), marks: [] };
      const own = mark(device.id, account);
      const marks = [own, ...device.marks.filter((one) => one !== own)].slice(0, accountsMax);
      const value = [device.id, ...marks].join(".");
      const secure = options.https ? "; Secure" : "";
      return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
    },
  };
}
