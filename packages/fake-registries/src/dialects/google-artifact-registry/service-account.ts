import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { Account } from "../../accounts.ts";

/** A service account that the fake knows, and its key file as Google would have made it. */
export type FakeServiceAccount = { account: Account; keyFile: string };

/** Makes a service account with a fresh key. */
export function createServiceAccount(
  name: string,
  rights: Pick<Account, "pull" | "push" | "lacks" | "expired"> = {},
  project = "acme-prod",
): FakeServiceAccount {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const keyId = randomBytes(20).toString("hex");
  const email = `${name}@${project}.iam.gserviceaccount.com`;
  const content = {
    type: "service_account",
    project_id: project,
    private_key_id: keyId,
    private_key: privateKey,
    client_email: email,
    client_id: "100000000000000000001",
    auth_uri: "https://accounts.google.com/o/oauth2/auth",
    token_uri: "https://oauth2.googleapis.com/token",
    auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
    client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
    universe_domain: "googleapis.com",
  };
  return {
    account: { username: email, secret: privateKey, keyId, ...rights },
    keyFile: JSON.stringify(content, null, 2),
  };
}
