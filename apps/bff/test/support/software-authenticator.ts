import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { PasskeyAsk, PasskeyMade, PasskeyProof, PasskeySetup } from "@berth/api-contract";

const flag = {
  present: 0x01,
  verified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
};

/** What an authenticator or a page may do wrong. */
export type Wrongs = {
  origin?: string;
  rpId?: string;
  verified?: boolean;
  challenge?: string;
  signCount?: number;
  /** A statement with certificates of the authenticator's maker. */
  certified?: boolean;
};

/** A browser with an authenticator that keeps one ES256 key, as far as a server sees them. */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly #coseKey: Buffer;
  readonly id = randomBytes(32).toString("base64url");
  readonly #synced: boolean;
  /** A synced passkey does not count. */
  signCount: number;

  constructor(origin: string, { synced = false }: { synced?: boolean } = {}) {
    this.#origin = origin;
    this.#synced = synced;
    this.signCount = synced ? 0 : 1;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = privateKey;
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#coseKey = cborMap([
      [cborInt(1), cborInt(2)],
      [cborInt(3), cborInt(-7)],
      [cborInt(-1), cborInt(1)],
      [cborInt(-2), cborBytes(Buffer.from(x, "base64url"))],
      [cborInt(-3), cborBytes(Buffer.from(y, "base64url"))],
    ]);
  }

  make(setup: PasskeySetup, wrongs: Wrongs = {}): PasskeyMade {
    const id = Buffer.from(this.id, "base64url");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const authData = Buffer.concat([
      this.#head(setup.rp.id, flag.attested, wrongs),
      Buffer.alloc(16),
      length,
      id,
      this.#coseKey,
    ]);
    const clientData = this.#clientData("webauthn.create", setup.challenge, wrongs);
    const statement = wrongs.certified
      ? cborMap([
          [cborText("alg"), cborInt(-7)],
          [cborText("sig"), cborBytes(this.#sign(authData, clientData))],
          [cborText("x5c"), Buffer.concat([Buffer.from([0x81]), cborBytes(Buffer.from([0x30]))])],
        ])
      : cborMap([]);
    return {
      id: this.id,
      clientDataJSON: clientData.toString("base64url"),
      attestationObject: cborMap([
        [cborText("fmt"), cborText(wrongs.certified ? "packed" : "none")],
        [cborText("attStmt"), statement],
        [cborText("authData"), cborBytes(authData)],
      ]).toString("base64url"),
      transports: ["internal", "hybrid"],
    };
  }

  prove(ask: Pick<PasskeyAsk, "challenge" | "rpId">, wrongs: Wrongs = {}): PasskeyProof {
    if (!this.#synced) this.signCount += 1;
    const authData = this.#head(ask.rpId, 0, wrongs);
    const clientData = this.#clientData("webauthn.get", ask.challenge, wrongs);
    return {
      id: this.id,
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: this.#sign(authData, clientData).toString("base64url"),
    };
  }

  #head(rpId: string, flags: number, wrongs: Wrongs): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wrongs.signCount ?? this.signCount);
    const verified = wrongs.verified === false ? 0 : flag.verified;
    const backup = this.#synced ? flag.backupEligible | flag.backedUp : 0;
    return Buffer.concat([
      sha256(wrongs.rpId ?? rpId),
      Buffer.from([flag.present | verified | backup | flags]),
      count,
    ]);
  }

  #clientData(type: string, challenge: string, wrongs: Wrongs): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: wrongs.challenge ?? challenge,
        origin: wrongs.origin ?? this.#origin,
        crossOrigin: false,
      }),
    );
  }

  #sign(authData: Buffer, clientData: Buffer): Buffer {
    return sign("sha256", Buffer.concat([authData, sha256(clientData)]), this.#key);
  }
}

function sha256(data: string | Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}

// As much of CBOR (RFC 8949) as an authenticator writes.
function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

function cborInt(value: number): Buffer {
  return value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)]);
}

function cborMap(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
}
