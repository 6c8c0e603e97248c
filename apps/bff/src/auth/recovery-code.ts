import { createHash, randomBytes } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const codeCount = 10;
const groups = 4;
const groupLength = 6;

/** Ten codes for when the app is lost. Nobody could guess one from its hash, which is all that is kept. */
export function createRecoveryCodes(): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: codeCount }, createCode);
  return { codes, hashes: codes.map(hashRecoveryCode) };
}

/** Spaces, hyphens and case are how people copy it, not what it says. */
export function hashRecoveryCode(text: string): Buffer {
  const code = text.toLowerCase().replaceAll(/[\s-]/g, "");
  return createHash("sha256").update(`berth recovery code ${code}`).digest();
}

function createCode(): string {
  const letters = [...randomBytes(groups * groupLength)].map((byte) => alphabet.charAt(byte % 32));
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * groupLength, (group + 1) * groupLength).join(""),
  ).join("-");
}
