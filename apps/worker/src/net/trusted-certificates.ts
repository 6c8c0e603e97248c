import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { Environment } from "../environment.ts";

export type ClientCertificate = { cert: string; key: string };

/** Where Linux distributions keep the certificates that the machine's owner trusts. */
const systemBundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/** Where container tools look for certificates of one registry, by `host[:port]`. */
const registryFolders = ["/etc/containers/certs.d", "/etc/docker/certs.d"];

/**
 * Node trusts the list it was built with only. The other tools of such a machine trust what its owner
 * put into the system's store, so that counts here too.
 */
export function trustedCertificates(
  environment: Environment,
  extraCa: readonly string[],
): string[] {
  const system = systemCertificates(environment);
  return [...rootCertificates, ...(system === null ? [] : [system.text]), ...extraCa];
}

/** The machine's own store: the file `SSL_CERT_FILE` names, else the one its system keeps. */
export function systemCertificates(
  environment: Environment,
): { file: string; text: string } | null {
  const own = environment["SSL_CERT_FILE"] ?? "";
  return readFirst(own === "" ? systemBundles : [own]);
}

/** What the machine's owner put aside for one registry, as Docker and Podman read it. */
export function registryCertificates(
  host: string,
  folders: readonly string[] = registryFolders,
): { ca: string[]; client: ClientCertificate | null } {
  const ca: string[] = [];
  let client: ClientCertificate | null = null;
  for (const folder of folders.map((parent) => join(parent, host))) {
    for (const name of list(folder)) {
      if (name.endsWith(".crt")) ca.push(...readAll([join(folder, name)]));
      if (!name.endsWith(".cert") || client !== null) continue;
      const [cert, key] = readAll([join(folder, name), join(folder, name.replace(/cert$/, "key"))]);
      if (cert !== undefined && key !== undefined) client = { cert, key };
    }
  }
  return { ca, client };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readFirst(files: readonly string[]): { file: string; text: string } | null {
  for (const file of files) {
    const [text] = readAll([file]);
    if (text?.includes("-----BEGIN CERTIFICATE-----") === true) return { file, text };
  }
  return null;
}

/** What isn't there or can't be read is left out. */
function readAll(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    try {
      return [readFileSync(file, "utf8")];
    } catch {
      return [];
    }
  });
}
