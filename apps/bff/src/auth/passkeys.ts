import { isIP } from "node:net";
import type {
  PasskeyAsk,
  PasskeyMade,
  PasskeyProof,
  PasskeySetup,
  PasskeySupport,
  PasskeyTransport,
} from "@berth/api-contract";

/** How long a browser waits for its owner, and how long what it was given is good. */
const timeoutMs = 5 * 60_000;
export const challengeMs = timeoutMs + 30_000;

// COSE's numbers of EdDSA, ES256 and RS256: every authenticator in use has one of them.
const algorithms = [-8, -7, -257];

/** What a browser has to know a passkey by. */
type KnownPasskey = { credentialId: string; transports: readonly string[] };

/** Whether browsers make passkeys for this address: they want a name, and https, which on this very machine may lack. */
export function passkeySupport({ protocol, hostname }: URL): PasskeySupport {
  if (isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return "no-name";
  const local = hostname === "localhost" || hostname.endsWith(".localhost");
  return protocol === "https:" || local ? "possible" : "no-https";
}

/** Every attempt gets one of its own. */
export async function passkeySetup(facts: {
  publicUrl: URL;
  person: { id: string; name: string; email: string };
  known: readonly KnownPasskey[];
}): Promise<PasskeySetup> {
  const { publicUrl, person, known } = facts;
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  const options = await generateRegistrationOptions({
    rpName: "Berth",
    rpID: publicUrl.hostname,
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.email,
    userDisplayName: person.name,
    excludeCredentials: known.map(descriptorOf),
    supportedAlgorithmIDs: algorithms,
    timeout: timeoutMs,
  });
  return {
    rp: { id: publicUrl.hostname, name: options.rp.name },
    user: options.user,
    challenge: options.challenge,
    pubKeyCredParams: options.pubKeyCredParams.map(({ alg }) => ({ alg, type: "public-key" })),
    excludeCredentials: known.map((one) => ({ ...descriptorOf(one), type: "public-key" })),
    authenticatorSelection: {
      residentKey: "preferred",
      requireResidentKey: false,
      userVerification: "required",
    },
    attestation: "none",
    timeout: timeoutMs,
  };
}

/** Every attempt gets one of its own. */
export async function passkeyAsk(
  publicUrl: URL,
  known: readonly KnownPasskey[],
): Promise<PasskeyAsk> {
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  const { challenge } = await generateAuthenticationOptions({
    rpID: publicUrl.hostname,
    userVerification: "required",
  });
  return {
    rpId: publicUrl.hostname,
    challenge,
    allowCredentials: known.map((one) => ({ ...descriptorOf(one), type: "public-key" })),
    userVerification: "required",
    timeout: timeoutMs,
  };
}

type Checking = {
  publicUrl: URL;
  /** Whether the challenge that was signed is one that was given for this, and not used before. */
  takeChallenge: (challenge: string) => Promise<boolean>;
};

/** What a browser made, as far as it is right; null where it is not what was asked for. */
export async function readMadePasskey(
  { id, clientDataJSON, attestationObject, transports }: PasskeyMade,
  { publicUrl, takeChallenge }: Checking,
): Promise<{ publicKey: Buffer; signCount: number; synced: boolean } | null> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  try {
    if (await namesItsMaker(attestationObject)) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: "public-key",
        response: { clientDataJSON, attestationObject, transports },
        clientExtensionResults: {},
      },
      expectedChallenge: takeChallenge,
      expectedOrigin: publicUrl.origin,
      expectedRPID: publicUrl.hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified || registrationInfo.credential.id !== id) return null;
    const { credential, credentialBackedUp } = registrationInfo;
    return {
      publicKey: Buffer.from(credential.publicKey),
      signCount: credential.counter,
      synced: credentialBackedUp,
    };
  } catch (err) {
    return unlessOurs(err);
  }
}

/** What a passkey signed, as far as it is right; null where it is not what was asked for, or not signed by it. */
export async function readPasskeyProof(
  { id, clientDataJSON, authenticatorData, signature }: PasskeyProof,
  passkey: { publicKey: Buffer },
  { publicUrl, takeChallenge }: Checking,
): Promise<{ signCount: number; synced: boolean } | null> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: "public-key",
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: takeChallenge,
      expectedOrigin: publicUrl.origin,
      expectedRPID: publicUrl.hostname,
      // What it counts is compared where it is written, so that of two proofs at once one is too late.
      credential: { id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
      requireUserVerification: true,
    });
    if (!verified) return null;
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return { signCount: newCounter, synced: credentialBackedUp };
  } catch (err) {
    return unlessOurs(err);
  }
}

/**
 * Certificates of an authenticator's maker are not asked for. To judge them the library would fetch lists from the
 * addresses that stand in them, past the outbound policy.
 */
async function namesItsMaker(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const decoded = decodeAttestationObject(
    new Uint8Array(Buffer.from(attestationObject, "base64url")),
  );
  const format = decoded.get("fmt");
  const selfSigned = format === "packed" && decoded.get("attStmt").get("x5c") === undefined;
  return format !== "none" && !selfSigned;
}

/** A failure of our own, while a challenge is looked up. What the library throws can quote its input, and ends here. */
export class ChallengeLookupFailed extends Error {}

function unlessOurs(err: unknown): null {
  if (err instanceof ChallengeLookupFailed) throw err.cause;
  return null;
}

function descriptorOf({ credentialId, transports }: KnownPasskey) {
  return { id: credentialId, transports: [...transports] as PasskeyTransport[] };
}
