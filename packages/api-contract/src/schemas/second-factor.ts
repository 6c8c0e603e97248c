import { z } from "zod";

/** Bytes as base64url without padding, as browsers exchange them in WebAuthn. */
function bytesSchema(lengthMax: number) {
  return z
    .string()
    .max(lengthMax)
    .regex(/^[A-Za-z0-9_-]+$/);
}

const credentialIdSchema = bytesSchema(1400);

/** How a browser reaches an authenticator. */
export const passkeyTransports = [
  "ble",
  "cable",
  "hybrid",
  "internal",
  "nfc",
  "smart-card",
  "usb",
] as const;
export type PasskeyTransport = (typeof passkeyTransports)[number];

const descriptorsSchema = z.array(
  z.object({
    id: credentialIdSchema,
    type: z.literal("public-key"),
    transports: z.array(z.enum(passkeyTransports)),
  }),
);

/** What a browser needs to have a passkey sign: WebAuthn's `PublicKeyCredentialRequestOptionsJSON`. */
export const passkeyAskSchema = z.object({
  rpId: z.string(),
  /** Good once, for a few minutes. */
  challenge: z.string(),
  allowCredentials: descriptorsSchema,
  userVerification: z.literal("required"),
  /** In milliseconds. */
  timeout: z.number().int(),
});

/** What a browser needs to make a passkey: WebAuthn's `PublicKeyCredentialCreationOptionsJSON`. */
export const passkeySetupSchema = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal("public-key") })),
  excludeCredentials: descriptorsSchema,
  authenticatorSelection: z.object({
    residentKey: z.literal("preferred"),
    requireResidentKey: z.literal(false),
    userVerification: z.literal("required"),
  }),
  attestation: z.literal("none"),
  timeout: z.number().int(),
});

/** What a passkey signed. */
export const passkeyProofSchema = z.strictObject({
  id: credentialIdSchema,
  clientDataJSON: bytesSchema(8000),
  authenticatorData: bytesSchema(4000),
  signature: bytesSchema(8000),
});

/** What a browser made. */
export const passkeyMadeSchema = z.strictObject({
  id: credentialIdSchema,
  clientDataJSON: bytesSchema(8000),
  attestationObject: bytesSchema(20_000),
  transports: z.array(z.enum(passkeyTransports)).max(10),
});

/** The ways in which somebody can give their second factor; a recovery code is one for everybody who has one. */
export const secondFactorAskSchema = z.object({
  /** A code from an app. */
  app: z.boolean(),
  /** Null where they have no passkey for this address. */
  passkey: passkeyAskSchema.nullable(),
});

/** The second factor, in one of its ways. Asked for by `second_factor_required`, which says which ways there are. */
export const secondStepShape = {
  /** What the app shows, or a recovery code. */
  code: z.string().max(60).optional(),
  passkey: passkeyProofSchema.optional(),
};

export type PasskeyAsk = z.infer<typeof passkeyAskSchema>;
export type PasskeySetup = z.infer<typeof passkeySetupSchema>;
export type PasskeyProof = z.infer<typeof passkeyProofSchema>;
export type PasskeyMade = z.infer<typeof passkeyMadeSchema>;
export type SecondFactorAsk = z.infer<typeof secondFactorAskSchema>;
export type SecondStep = { code?: string | undefined; passkey?: PasskeyProof | undefined };
