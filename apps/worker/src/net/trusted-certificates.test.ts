import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { registryCertificates, trustedCertificates } from "./trusted-certificates.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-certificates-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
};

test("Node's own list, the machine's and the extra ones are trusted together", () => {
  const machine = "-----BEGIN CERTIFICATE-----\nmachine\n";
  write("machine.pem", machine);
  const all = trustedCertificates({ SSL_CERT_FILE: join(folder, "machine.pem") }, ["extra"]);
  expect(all).toEqual([...rootCertificates, machine, "extra"]);
});

test("a machine without a list of its own leaves Node's", () => {
  const all = trustedCertificates({ SSL_CERT_FILE: join(folder, "none.pem") }, []);
  expect(all).toEqual([...rootCertificates]);
});

test("certificates put aside for one registry count for that one only", () => {
  write("reg.io:5000/ca.crt", "CA");
  write("reg.io:5000/client.cert", "CERT");
  write("reg.io:5000/client.key", "KEY");
  write("reg.io/lonely.cert", "CERT");
  expect(registryCertificates("reg.io:5000", [folder])).toEqual({
    ca: ["CA"],
    client: { cert: "CERT", key: "KEY" },
  });
  expect(registryCertificates("reg.io", [folder])).toEqual({ ca: [], client: null });
  expect(registryCertificates("other.io", [folder])).toEqual({ ca: [], client: null });
});
