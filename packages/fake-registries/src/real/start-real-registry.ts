import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Access, Account } from "../accounts.ts";
import type { FakeImage } from "../images/create-image.ts";
import { createTestAuthority } from "../server/test-authority.ts";
import { pushImage } from "./push-image.ts";
import { startRegistryProcess } from "./registry-process.ts";
import { runCommand } from "./run-command.ts";
import { startTokenServer, type TokenServer } from "./token-server.ts";

export type RealRegistryOptions = {
  auth: "htpasswd" | "token" | "none";
  /** With `htpasswd` every account may pull everything: that is all distribution knows. */
  accounts?: readonly Account[] | undefined;
  /** Repositories anyone may pull; with `token` only. */
  publicRepositories?: readonly string[] | undefined;
  /** `repository:tag` → image. */
  images?: Readonly<Record<string, FakeImage>> | undefined;
  /** https with a certificate of a test authority; http without it. */
  tls?: boolean | undefined;
};

export type RealRegistry = {
  host: string;
  origin: string;
  url: string;
  /** What a client has to trust; null over http. */
  ca: string | null;
  /** The origin of the token service, which has to be pinned; null without one. */
  tokenOrigin: string | null;
  pid: number;
  push: (name: string, image: FakeImage) => Promise<void>;
  close: () => Promise<void>;
};

const service = "berth-test-registry";

/**
 * Starts Debian's `docker-registry` on a free port of loopback, in a folder of its own that goes
 * with it, and pushes the images with skopeo.
 */
export async function startRealRegistry(options: RealRegistryOptions): Promise<RealRegistry> {
  const { auth, accounts = [], images = {}, publicRepositories = [] } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "berth-registry-"));
  const pusher: Account = { username: "pusher", secret: randomBytes(16).toString("hex") };
  const access: Access = {
    accounts: [...accounts, pusher],
    publicRepositories,
    denies: () => false,
  };
  const authority = options.tls === true ? await createTestAuthority() : null;
  const certificate = await authority?.issue("trusted");
  let tokenServer: TokenServer | null = null;
  const cleanUp = async () => {
    await tokenServer?.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    if (auth === "token") {
      tokenServer = await startTokenServer({
        access,
        pusher: pusher.username,
        service,
        certificate,
      });
    }
    if (certificate !== undefined) {
      await writeFile(path.join(folder, "tls.crt"), certificate.cert);
      await writeFile(path.join(folder, "tls.key"), certificate.key);
    }
    const authConfig = await authSection(auth, folder, access, tokenServer);
    const configPath = path.join(folder, "config.yml");
    // JSON is YAML, and needs no care for quoting.
    await writeFile(
      configPath,
      JSON.stringify(configuration(folder, authConfig, authority !== null)),
    );
    const running = await startRegistryProcess(configPath);
    const host = `127.0.0.1:${running.port}`;
    const origin = `${authority === null ? "http" : "https"}://${host}`;
    const close = async () => {
      await running.stop();
      await cleanUp();
    };
    const push = (name: string, image: FakeImage) =>
      pushImage({ host, name, image, account: auth === "none" ? null : pusher });
    try {
      for (const [name, image] of Object.entries(images)) await push(name, image);
    } catch (err) {
      await close();
      throw err;
    }
    const ca = authority?.ca ?? null;
    const tokenOrigin = tokenServer?.origin ?? null;
    return { host, origin, url: `${origin}/v2/`, ca, tokenOrigin, pid: running.pid, push, close };
  } catch (err) {
    await cleanUp();
    throw err;
  }
}

function configuration(folder: string, auth: object, tls: boolean): object {
  return {
    version: "0.1",
    log: { level: "info", formatter: "text", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: path.join(folder, "data") } },
    http: {
      addr: "127.0.0.1:0",
      net: "tcp",
      secret: randomBytes(16).toString("hex"),
      ...(tls
        ? { tls: { certificate: path.join(folder, "tls.crt"), key: path.join(folder, "tls.key") } }
        : {}),
    },
    ...auth,
  };
}

async function authSection(
  auth: RealRegistryOptions["auth"],
  folder: string,
  access: Access,
  tokenServer: TokenServer | null,
): Promise<object> {
  if (auth === "none") return {};
  if (tokenServer !== null) {
    const rootcertbundle = path.join(folder, "token.crt");
    await writeFile(rootcertbundle, tokenServer.signer.certificate);
    const { realm, signer } = tokenServer;
    return { auth: { token: { realm, service, issuer: signer.issuer, rootcertbundle } } };
  }
  const lines = await Promise.all(
    access.accounts.map(({ username, secret }) =>
      // The secret goes in over standard input: a command line can be read by everyone.
      runCommand("htpasswd", ["-niB", "-C", "5", username], { input: `${secret}\n` }),
    ),
  );
  const file = path.join(folder, "htpasswd");
  await writeFile(file, lines.map((line) => line.trim()).join("\n"));
  return { auth: { htpasswd: { realm: "Registry", path: file } } };
}
