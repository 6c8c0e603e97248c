import { generate } from "selfsigned";

/** What kind of certificate a fake shows. Only `trusted` is fine, and only for who trusts the authority. */
export const certificateKinds = [
  "trusted",
  "expired",
  "not-yet-valid",
  "wrong-name",
  "self-signed",
  "unknown-issuer",
  "untrusted-root-sent",
] as const;
export type CertificateKind = (typeof certificateKinds)[number];

export type Certificate = { key: string; cert: string };

/** A certificate authority made up for tests; `ca` is what a client would be told to trust. */
export type TestAuthority = {
  ca: string;
  /** `names` are host names that a trusted certificate is valid for as well. */
  issue(kind: CertificateKind, names?: readonly string[]): Promise<Certificate>;
};

/** Creates an authority. Certificates are for 127.0.0.1 to 127.0.0.20, ::1 and localhost. */
export async function createTestAuthority(name = "Berth Test Authority"): Promise<TestAuthority> {
  const root = await generateRoot(name);
  return {
    ca: root.cert,
    issue: (kind, names = []) => issuers[kind](root, names),
  };
}

const issuers: Record<
  CertificateKind,
  (root: Certificate, names: readonly string[]) => Promise<Certificate>
> = {
  trusted: (root, also) => issueLeaf(root, { also }),
  expired: (root) => issueLeaf(root, { fromDay: -400, toDay: -30 }),
  "not-yet-valid": (root) => issueLeaf(root, { fromDay: 30, toDay: 400 }),
  "wrong-name": (root) => issueLeaf(root, { names: ["registry.elsewhere.test"] }),
  "self-signed": () => issueLeaf(null, {}),
  "unknown-issuer": async () => issueLeaf(await generateRoot("An Unknown Authority"), {}),
  "untrusted-root-sent": async () => {
    const other = await generateRoot("A Private Authority");
    const leaf = await issueLeaf(other, {});
    return { key: leaf.key, cert: leaf.cert + other.cert };
  },
};

async function generateRoot(name: string): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    ...validity(-1, 3650),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key: made.private, cert: withFinalNewline(made.cert) };
}

type LeafOptions = {
  fromDay?: number;
  toDay?: number;
  /** In place of loopback. */
  names?: string[];
  /** Beside loopback. */
  also?: readonly string[];
};

async function issueLeaf(issuer: Certificate | null, options: LeafOptions): Promise<Certificate> {
  const { fromDay = -1, toDay = 365, names, also = [] } = options;
  const loopback = Array.from({ length: 20 }, (_, n) => ({
    type: 7 as const,
    ip: `127.0.0.${n + 1}`,
  }));
  const altNames = names?.map((value) => ({ type: 2 as const, value })) ?? [
    { type: 2 as const, value: "localhost" },
    { type: 7 as const, ip: "::1" },
    ...loopback,
    ...also.map((value) => ({ type: 2 as const, value })),
  ];
  const made = await generate([{ name: "commonName", value: names?.[0] ?? "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    ...validity(fromDay, toDay),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
    ...(issuer === null ? {} : { ca: issuer }),
  });
  return { key: made.private, cert: withFinalNewline(made.cert) };
}

function validity(fromDay: number, toDay: number): { notBeforeDate: Date; notAfterDate: Date } {
  const day = 86_400_000;
  return {
    notBeforeDate: new Date(Date.now() + fromDay * day),
    notAfterDate: new Date(Date.now() + toDay * day),
  };
}

function withFinalNewline(pem: string): string {
  return `${pem.trimEnd()}\n`;
}
