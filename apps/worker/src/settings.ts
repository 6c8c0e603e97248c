import { readFileSync } from "node:fs";
import { canonicalHost } from "@berth/image-pattern/host";
import type { Environment } from "./environment.ts";
import { exitCode } from "./exit-code.ts";
import { Failure } from "./failure.ts";
import { unusableProxies } from "./net/proxy-for.ts";

/** What a command that talks to Berth needs, read from the environment. */
export type Settings = {
  /** Without a slash at its end; the API stands under `/api/v1`. */
  url: string;
  token: string;
  /** For whom to pull where a command names no project. */
  project: string | undefined;
  /** PEM certificates to trust beside the usual ones. */
  extraCa: string[];
  /** Canonical hosts that are spoken to without TLS. */
  insecureRegistries: ReadonlySet<string>;
  /** How long one thing may be tried again. */
  retryMs: number;
  /** How long one attempt may wait for Berth's answer, which may itself wait for a registry. */
  attemptMs: number;
  environment: Environment;
};

/** The same, for a command whose caller waits no longer than this. */
export function hurried(
  settings: Settings,
  most: Partial<Pick<Settings, "retryMs" | "attemptMs">>,
): Settings {
  const { retryMs = Infinity, attemptMs = Infinity } = most;
  return {
    ...settings,
    retryMs: Math.min(settings.retryMs, retryMs),
    attemptMs: Math.min(settings.attemptMs, attemptMs),
  };
}

/** The table that `--help` prints. */
export const settingsHelp = `Environment:
  BERTH_URL                  address of Berth, such as https://berth.example.com
  BERTH_TOKEN                the worker token (brth_w_…)
  BERTH_TOKEN_FILE           a file that holds the worker token, instead of BERTH_TOKEN
  BERTH_PROJECT              the project to pull for where no --project names one
  BERTH_CA                   a file of certificates to trust beside the usual ones
  BERTH_INSECURE_REGISTRIES  registries to speak plain http with: host[:port],…
  BERTH_RETRY_SECONDS        how long to try again when Berth or a registry is down (30)
  BERTH_DEBUG                1: show where a fault in berth-worker itself arose
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS and SSL_CERT_FILE count as well.`;

/** Reads and checks all settings at once. @throws {Failure} with the first thing that is wrong. */
export function readSettings(environment: Environment): Settings {
  const [proxy] = unusableProxies(environment);
  if (proxy !== undefined) {
    throw usage(`${proxy} names no proxy of http. Write it like http://proxy.example.com:3128.`);
  }
  return {
    url: readUrl(environment["BERTH_URL"]),
    token: readToken(environment),
    project: environment["BERTH_PROJECT"] || undefined,
    extraCa: [...readCa("BERTH_CA", environment), ...readCa("NODE_EXTRA_CA_CERTS", environment)],
    insecureRegistries: readHosts(environment["BERTH_INSECURE_REGISTRIES"] ?? ""),
    retryMs: readSeconds(environment["BERTH_RETRY_SECONDS"]) * 1000,
    attemptMs: 20_000,
    environment,
  };
}

function readUrl(text = ""): string {
  if (text === "") throw usage("Set BERTH_URL to the address of Berth.");
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw usage("BERTH_URL is no address. Write it like https://berth.example.com.");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw usage("BERTH_URL has to begin with https:// or http://.");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw usage("BERTH_URL can't hold a user name, a question mark or a #.");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function readToken(environment: Environment): string {
  const file = environment["BERTH_TOKEN_FILE"] ?? "";
  const direct = environment["BERTH_TOKEN"] ?? "";
  if (direct !== "" && file !== "") throw usage("Set BERTH_TOKEN or BERTH_TOKEN_FILE, not both.");
  const token = (file === "" ? direct : readText("BERTH_TOKEN_FILE", file)).trim();
  if (token === "") {
    throw usage(
      file === ""
        ? "Set BERTH_TOKEN to a worker token, or BERTH_TOKEN_FILE to a file that holds one."
        : "The file that BERTH_TOKEN_FILE names is empty.",
    );
  }
  // Anything else could split the header it is put into.
  if (!/^[\x21-\x7e]+$/.test(token)) throw usage("The worker token holds characters no token has.");
  // A token of another kind is a secret that this Berth, or its address, has no business with.
  if (!token.startsWith("brth_w_")) {
    throw usage("What is given isn't a worker token: those begin with brth_w_.");
  }
  return token;
}

function readCa(name: string, environment: Environment): string[] {
  const file = environment[name] ?? "";
  if (file === "") return [];
  const text = readText(name, file);
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    throw usage(`The file that ${name} names holds no certificate (PEM).`);
  }
  return [text];
}

function readHosts(text: string): Set<string> {
  const hosts = text.split(",").map((part) => part.trim());
  return new Set(hosts.filter((host) => host !== "").map(readHost));
}

function readHost(text: string): string {
  const read = canonicalHost(text);
  if (!read.ok) throw usage(`BERTH_INSECURE_REGISTRIES: "${text}" is no host[:port].`);
  return read.host;
}

function readSeconds(text = "30"): number {
  const seconds = Number(text);
  if (text.trim() === "" || !Number.isFinite(seconds) || seconds < 0 || seconds > 3600) {
    throw usage("BERTH_RETRY_SECONDS has to be a number of seconds from 0 to 3600.");
  }
  return seconds;
}

function readText(name: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (err) {
    const reason = reasons[(err as NodeJS.ErrnoException).code ?? ""] ?? "can't be read";
    throw usage(`The file that ${name} names (${file}) ${reason}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "isn't there",
  EISDIR: "is a folder",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
};

function usage(message: string): Failure {
  return new Failure(exitCode.usage, message);
}
