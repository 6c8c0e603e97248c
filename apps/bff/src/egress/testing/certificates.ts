import { generate } from "selfsigned";

export type Pair = { key: string; cert: string };
export type Authority = Pair & {
  /** Signs a certificate for `localhost` and 127.0.0.1, or for what is said instead. */
  sign: (options?: { names?: string[]; notBefore?: Date; notAfter?: Date }) => Promise<Pair>;
};

/** A certificate authority of our own, made for one test run. */
export async function createAuthority(name = "Berth test authority"): Promise<Authority> {
  const root = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    key: root.private,
    cert: root.cert,
    sign: (options = {}) => leaf(options, { key: root.private, cert: root.cert }),
  };
}

/** A certificate that vouches for itself. */
export function selfSigned(): Promise<Pair> {
  return leaf({});
}

async function leaf(
  options: { names?: string[]; notBefore?: Date; notAfter?: Date },
  ca?: Pair,
): Promise<Pair> {
  const names = options.names ?? ["localhost"];
  const made = await generate([{ name: "commonName", value: names[0] ?? "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    ...(ca !== undefined && { ca }),
    ...(options.notBefore !== undefined && { notBeforeDate: options.notBefore }),
    ...(options.notAfter !== undefined && { notAfterDate: options.notAfter }),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...(options.names === undefined ? [{ type: 7 as const, ip: "127.0.0.1" }] : []),
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
