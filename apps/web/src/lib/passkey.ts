import { startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import {
  passkeyTransports,
  type PasskeyAsk,
  type PasskeyMade,
  type PasskeyProof,
  type PasskeySetup,
} from "@berth/api-contract";
import { PasskeyError } from "./passkey-error.ts";

/** Has one of the person's passkeys sign. Import lazily: few sign-ins need it. Throws a `PasskeyError`. */
export async function provePasskey(ask: PasskeyAsk): Promise<PasskeyProof> {
  try {
    const { id, response } = await startAuthentication({ optionsJSON: ask });
    const { clientDataJSON, authenticatorData, signature } = response;
    return { id, clientDataJSON, authenticatorData, signature };
  } catch (error) {
    throw new PasskeyError(
      wasClosed(error)
        ? "No passkey was used: the browser's question was closed, or it took too long. Try once more."
        : "The browser could not use a passkey here. Try another browser or device, or another way to sign in.",
      { cause: error },
    );
  }
}

/** Has the browser make a passkey. Throws a `PasskeyError`. */
export async function makePasskey(setup: PasskeySetup): Promise<PasskeyMade> {
  try {
    const { id, response } = await startRegistration({ optionsJSON: setup });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const known = passkeyTransports.filter((one) => transports.includes(one));
    return { id, clientDataJSON, attestationObject, transports: known };
  } catch (error) {
    throw new PasskeyError(whyNoneWasMade(error), { cause: error });
  }
}

function whyNoneWasMade(error: unknown): string {
  const code = error instanceof WebAuthnError ? error.code : null;
  if (code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") {
    return "This device or key has a passkey for your account already.";
  }
  if (code === "ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT") {
    return "This device or key can't ask who you are. Set up a PIN, a fingerprint or a face on it first.";
  }
  return wasClosed(error)
    ? "No passkey was made: the browser's question was closed, or it took too long. Try once more."
    : "The browser could not make a passkey here. Try another browser or device.";
}

function wasClosed(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")
  );
}
