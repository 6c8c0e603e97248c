import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { expect, test } from "vitest";
import { startFakeRegistry } from "../start-fake-registry.ts";
import { createTestAuthority, type CertificateKind } from "./test-authority.ts";

const authority = await createTestAuthority();

function connect(url: string, ca: string): Promise<string> {
  return new Promise((resolve) => {
    const asked = request(url, { ca, method: "HEAD", agent: false }, () => resolve("trusted"));
    asked.on("error", (err: NodeJS.ErrnoException) => resolve(err.code ?? err.message));
    asked.end();
  });
}

test.each<[kind: CertificateKind, code: string]>([
  ["trusted", "trusted"],
  ["expired", "CERT_HAS_EXPIRED"],
  ["not-yet-valid", "CERT_NOT_YET_VALID"],
  ["wrong-name", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["unknown-issuer", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
  ["untrusted-root-sent", "SELF_SIGNED_CERT_IN_CHAIN"],
])("a %s certificate is met with %s by a client that trusts the authority", async (tls, code) => {
  const fake = await startFakeRegistry({ dialect: "open", tls, authority });
  const met = await connect(fake.url, authority.ca);
  await fake.close();
  expect(met).toBe(code);
});

test("the authority is one, its certificates are not", async () => {
  const issued = await authority.issue("trusted");
  expect(new X509Certificate(authority.ca).ca).toBe(true);
  expect(new X509Certificate(issued.cert).ca).toBe(false);
});
