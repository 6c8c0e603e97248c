import { Failure } from "../failure.ts";
import { findProgram } from "../find-program.ts";
import { proxyFor } from "../net/proxy-for.ts";
import { systemCertificates } from "../net/trusted-certificates.ts";
import type { Environment } from "../environment.ts";
import type { Settings } from "../settings.ts";
import { clientEnvironment } from "../engine/client-environment.ts";
import type { Finding } from "./finding.ts";

/** Which way requests to Berth take. */
export function proxyFinding({ url, environment }: Settings): Finding {
  const proxy = proxyFor(new URL(url), environment);
  const message = proxy === null ? "none on the way to Berth" : `${proxy} on the way to Berth`;
  return { id: "proxy", status: "pass", message, advice: null };
}

/** Whose certificates are trusted beside Node's own. */
export function certificateFinding({ environment }: Settings): Finding {
  const system = systemCertificates(environment);
  const files = [
    system?.file,
    ...["BERTH_CA", "NODE_EXTRA_CA_CERTS"].map((name) => environment[name]),
  ].filter((file) => file !== undefined && file !== "");
  const own = environment["SSL_CERT_FILE"] ?? "";
  if (own !== "" && system === null) {
    return {
      id: "certificates",
      status: "fail",
      message: `the file that SSL_CERT_FILE names (${own}) holds no certificate that can be read`,
      advice: "Correct SSL_CERT_FILE, or unset it to use the system's own file.",
    };
  }
  const named = [...new Set(files)].join(", ");
  const message = `Node's own${named === "" ? "" : ` and ${named}`}`;
  return { id: "certificates", status: "pass", message, advice: null };
}

const oldestSkopeo = [1, 9] as const;

/** Which engines that pull are there. Only `pull` needs one. */
export async function engineFindings(environment: Environment): Promise<Finding[]> {
  return Promise.all([
    clientFinding("skopeo", environment),
    clientFinding("podman", environment),
    dockerFinding(environment),
  ]);
}

async function clientFinding(
  name: "skopeo" | "podman",
  environment: Environment,
): Promise<Finding> {
  const path = findProgram(name, environment);
  if (path === null) {
    return name === "skopeo"
      ? {
          id: name,
          status: "warn",
          message: "not installed; `berth-worker pull` needs it, unless --engine names another",
          advice: "Install skopeo with the system's package manager (apt, dnf, apk, brew).",
        }
      : {
          id: name,
          status: "skip",
          message: "not installed; only `pull --engine podman` needs it",
          advice: null,
        };
  }
  const version = await versionOf(path, environment);
  if (version === null) {
    const advice = `Run "${path} --version" to see what is wrong with it.`;
    return { id: name, status: "warn", message: `${path} doesn't say its version`, advice };
  }
  const old = name === "skopeo" && isOlder(version, oldestSkopeo);
  return {
    id: name,
    status: old ? "warn" : "pass",
    message: `${version} at ${path}${old ? "; `berth-worker pull` needs 1.9" : ""}`,
    advice: old ? "Install skopeo 1.9 or newer." : null,
  };
}

/** Docker's engine is asked over its socket; its own client isn't needed. */
async function dockerFinding(environment: Environment): Promise<Finding> {
  const { reachDockerEngine } = await import("../docker/docker-engine.ts");
  const finding = (status: "pass" | "skip", message: string): Finding => ({
    id: "docker",
    status,
    message,
    advice: null,
  });
  try {
    await reachDockerEngine(environment);
    return finding("pass", "its engine answers");
  } catch (err) {
    if (!(err instanceof Failure)) throw err;
    return finding("skip", `${err.message} Only \`pull --engine docker\` needs it.`);
  }
}

async function versionOf(path: string, environment: Environment): Promise<string | null> {
  const { execFile } = await import("node:child_process");
  return new Promise((resolve) => {
    const options = {
      env: clientEnvironment(environment),
      timeout: 10_000,
      encoding: "utf8",
    } as const;
    execFile(path, ["--version"], options, (err, stdout) => {
      resolve(err === null ? (/\d+\.\d+(?:\.\d+)?/.exec(stdout)?.[0] ?? null) : null);
    });
  });
}

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}
