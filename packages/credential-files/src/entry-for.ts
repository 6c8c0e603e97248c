import { parsePattern } from "@berth/image-pattern";
import {
  cleanHost,
  detectType,
  registryType,
  type Pasted,
  type RegistryType,
} from "@berth/registry-catalog";
import { textInBase64 } from "./fields.ts";
import type { ImportedEntry } from "./imported-entry.ts";

/** A user name and password for a host, as the formats of the Docker world have them. */
export interface Login {
  readonly place: string;
  /** `host[:port]`, with a path behind it where the sign-in is for a part of the registry. */
  readonly address: string;
  readonly userName: string;
  readonly password: string;
  /** A pattern that the file names. */
  readonly pattern?: string | undefined;
  /** Why there is no password, where the file says so. */
  readonly missing?: string | undefined;
}

/**
 * Makes a registry out of a sign-in: the type that knows the host reads it, as if somebody had pasted the
 * login line. The secret is proposed for this host alone.
 */
export function entryFor(login: Login): ImportedEntry {
  const { place, address, userName, password } = login;
  const plain = /^http:\/\//i.test(address);
  const cleaned = cleanHost(withoutVersion(address), { allowHttp: true });
  const unusable = (missing: string, host = ""): ImportedEntry => {
    return { place, host, start: null, pattern: null, missing };
  };
  if (!cleaned.ok) return unusable("The address of this entry can't be a registry's host.");
  const { host } = cleaned;
  const path = cleaned.rest.replace(/^\/+|\/+$/g, "");
  const read =
    fromKeyFile(host, path, userName, password) ?? fromLogin(host, path, userName, password);
  if (read === null) return unusable("We can't tell a registry from this entry.", host);
  const type = registryType(read.type);
  const start: Pasted = {
    ...read,
    readAs: `the file (${place})`,
    settings: {
      ...read.settings,
      ...(plain && read.type === "standard" ? { tls: "http" } : {}),
    },
    testImage: null,
    // What the file was is said once, above; a shell's history has nothing to do with it.
    notices: read.notices.filter(({ code }) => !ofLoginLines.has(code)),
  };
  return {
    place,
    host,
    start,
    pattern: login.pattern ?? (path === "" ? null : patternBelow(host, path)),
    missing: hasSecret(start) ? null : (login.missing ?? reasonFor(type, userName, password)),
  };
}

const ofLoginLines = new Set(["password-on-line", "password-not-needed", "scheme-removed"]);

/** Docker writes Docker Hub as `https://index.docker.io/v1/`; other clients put `/v2/` behind any host. */
function withoutVersion(address: string): string {
  return address.replace(/\/v[12]\/?$/i, "");
}

function fromLogin(host: string, path: string, userName: string, password: string): Pasted | null {
  const words = ["docker login"];
  if (userName !== "") words.push(`-u ${quoted(userName)}`);
  if (password !== "") words.push(`-p ${quoted(password)}`);
  const line = detectType([...words, quoted(host)].join(" "));
  const read = line ?? detectType(path === "" ? host : `${host}/${path}`);
  if (read === null) return null;
  return withNamespace(withOnlySecret(read, userName, password), path);
}

/** What a line can't hold (a line break, a word that looks like a variable) goes where there is one place for it. */
function withOnlySecret(read: Pasted, userName: string, password: string): Pasted {
  const type = registryType(read.type);
  const [field, ...others] = type?.secretFields ?? [];
  const named = type?.settings.some(({ name }) => name === "username") === true;
  if (hasSecret(read) || password === "" || field === undefined || others.length > 0 || !named) {
    return read;
  }
  const settings = { ...read.settings, username: userName };
  return { ...read, settings, secret: { [field.name]: password } };
}

/** On Docker Hub the first word of a path is the namespace; without a path it most often is the user name. */
function withNamespace(read: Pasted, path: string): Pasted {
  if (read.type !== "docker-hub" || read.settings["namespace"] !== undefined) return read;
  const [first = ""] = path.split("/");
  const userName = read.settings["username"];
  const guess = first === "" && typeof userName === "string" ? userName : first;
  if (guess === "") return read;
  const notice = {
    code: "namespace-guessed",
    message: `Took \`${guess}\` for the namespace. If your images are an organization's, enter its name.`,
  };
  return {
    ...read,
    settings: { ...read.settings, namespace: guess },
    notices: first === "" ? [...read.notices, notice] : read.notices,
  };
}

/** Google's registries take a whole key file in place of a password. */
function fromKeyFile(
  host: string,
  path: string,
  userName: string,
  password: string,
): Pasted | null {
  const text =
    userName === "_json_key"
      ? password
      : userName === "_json_key_base64"
        ? textInBase64(password)
        : null;
  const type = registryType("google-artifact-registry");
  const where = type?.readPasted(path === "" ? host : `${host}/${path}`) ?? type?.readPasted(host);
  if (text === null || text === "" || !where) return null;
  const read = type?.readPasted(text) ?? null;
  return read === null ? null : { ...read, settings: { ...read.settings, ...where.settings } };
}

function reasonFor(type: RegistryType | undefined, userName: string, password: string): string {
  const name = type?.name ?? "This registry";
  if (password === "")
    return "There is no secret in this entry. Paste it when you add the registry.";
  if (userName === "AWS") {
    return "The password of this entry lasts 12 hours. Add the registry with an access key or a role instead.";
  }
  if (userName === "oauth2accesstoken") {
    return "The password of this entry is an access token that lasts an hour. Add the registry with a service account's key file instead.";
  }
  if (userName === "_json_key" || userName === "_json_key_base64") {
    return "The key file of this entry can't be read. Choose the original file when you add the registry.";
  }
  if (/^0{8}-/.test(userName)) {
    return "The password of this entry is a token that lasts 3 hours. Add the registry with a service principal or a repository token instead.";
  }
  return `The secret of this entry is none that ${name} keeps for machines. Enter one when you add the registry.`;
}

export function hasSecret({ secret }: Pasted): boolean {
  return Object.values(secret).some((value) => value !== "");
}

/** The key of an `auth.json` names a repository or what lies below it. */
function patternBelow(host: string, path: string): string | null {
  const below = `${host}/${path}/*`;
  return parsePattern(below).ok ? below : null;
}

/** A word of a shell line that means itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
