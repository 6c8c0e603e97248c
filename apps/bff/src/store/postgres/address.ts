import { readFileSync } from "node:fs";
import { Secret } from "../../secret-text.ts";

/** Where the database is and how it is reached. */
export type DatabaseAddress = {
  /** Tried in this order; of several, the one that accepts writes is used. */
  hosts: readonly { host: string; port: number }[];
  database: string;
  user: string;
  /** Null where the server asks for none, or for a client certificate instead. */
  password: Secret | null;
  tls: TlsFiles | null;
};

/** Paths; the server's certificate and its name are always verified. */
export type TlsFiles = { ca: string | null; certificate: string | null; key: string | null };

export type AddressResult = { ok: true; address: DatabaseAddress } | { ok: false; message: string };

const parametersKnown = ["sslmode", "sslrootcert", "sslcert", "sslkey"];

/**
 * Reads `postgres://user:password@host[:port][,host…]/database[?sslmode=…]`. The list of hosts is libpq's
 * notation; no URL parser takes it. Messages never repeat the text, which holds a password.
 *
 * Anything but this very machine is reached over verified TLS, unless `sslmode=disable` says otherwise.
 */
export function parseDatabaseAddress(text: string): AddressResult {
  const parts = /^postgres(?:ql)?:\/\/([^@/?#]*)@([^@/?#]+)\/([^/?#]+)(?:\?([^#]*))?$/.exec(text);
  if (parts === null) return refused("give postgres://user:password@host:port/database.");
  const [, login = "", hostList = "", name = "", query = ""] = parts;
  const [user, password] = splitOnce(login, ":").map(decoded);
  const database = decoded(name);
  const hosts = hostList.split(",").map(parseHost);
  if (user === null || user === undefined || user === "" || password === null || database === null)
    return refused("user, password and database must be percent-encoded where they hold signs.");
  if (!hosts.every((host) => host !== null)) {
    return refused("give each host as a name or an address, with a port behind a colon.");
  }
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((key) => !parametersKnown.includes(key));
  if (unknown !== undefined) {
    return refused(`of the parameters only ${parametersKnown.join(", ")} are known.`);
  }
  const tls = tlsOf(parameters, hosts);
  if (!tls.ok) return tls;
  return {
    ok: true,
    address: {
      hosts,
      database,
      user,
      password: password === undefined || password === "" ? null : new Secret(password),
      tls: tls.files,
    },
  };
}

/** The address as it may be shown: neither user nor password. */
export function placeOfAddress({ hosts, database }: DatabaseAddress): string {
  return `postgres://${hosts.map(({ host, port }) => `${bracketed(host)}:${port}`).join(",")}/${database}`;
}

/** @throws where a file can't be read. */
export function readTlsFiles(files: TlsFiles): { ca?: string; cert?: string; key?: string } {
  const read = (path: string) => readFileSync(path, "utf8");
  return {
    ...(files.ca === null ? {} : { ca: read(files.ca) }),
    ...(files.certificate === null ? {} : { cert: read(files.certificate) }),
    ...(files.key === null ? {} : { key: read(files.key) }),
  };
}

function tlsOf(
  parameters: URLSearchParams,
  hosts: readonly { host: string }[],
): { ok: true; files: TlsFiles | null } | { ok: false; message: string } {
  const local = hosts.every(({ host }) => isLoopback(host));
  const files = {
    ca: parameters.get("sslrootcert"),
    certificate: parameters.get("sslcert"),
    key: parameters.get("sslkey"),
  };
  const anyFile = Object.values(files).some((path) => path !== null);
  if ((files.certificate === null) !== (files.key === null)) {
    return refused("sslcert and sslkey belong together.");
  }
  switch (parameters.get("sslmode")) {
    case null:
      return { ok: true, files: local && !anyFile ? null : files };
    case "verify-full":
      return { ok: true, files };
    case "disable":
      return anyFile
        ? refused("sslmode=disable does not go with certificates.")
        : { ok: true, files: null };
    default:
      return refused(
        "sslmode is verify-full (with sslrootcert for a private CA) or disable; the modes between them do not verify who answers.",
      );
  }
}

function parseHost(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(match?.[3] ?? 5432);
  return match === null || port < 1 || port > 65_535
    ? null
    : { host: match[1] ?? match[2] ?? "", port };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
